import { freezeApply as freezeShopApply, type ActionBody } from '@ownerbot/shop';
import type { Proposal } from '@ownerbot/storage';
import { canonicalJson } from '../integrity/canonical-json';
import { sha256 } from '../integrity/seal';
import type { ActionDefinition } from './action-definition';

export type Frozen = Required<{ [K in 'applyMethod' | 'applyPath' | 'requestHash']: string }> & { readonly applyBody: Buffer };

/**
 * The request of a commit, made once and stored: for a shop the bytes of its apply, for OwnerBot's own changes what they are made
 * from. Whatever is sent later is this.
 */
export function freezeApply(definition: ActionDefinition | null, proposal: Proposal, decision: { forced: boolean; notAfter: Date }): Frozen {
  const { forced: force, notAfter } = decision;
  const fields = {
    force,
    expected: { target_set_hash: proposal.targetSetHash, affected_count: proposal.targetTotal, snapshot: { ...proposal.snapshot } },
    not_after: notAfter.toISOString(),
  };
  const execution = definition?.execution;
  if (execution?.type === 'shop') {
    const { method, path, body } = freezeShopApply(execution.kind, proposal.payloadCommit as ActionBody, fields, { shopId: proposal.shopId, actorTelegramId: proposal.ownerUserId });
    return frozen(method, path, body);
  }
  return frozen('TX', `ownerbot:${proposal.tool}`, canonicalJson({ ...proposal.payloadCommit, ...fields }));
}

function frozen(applyMethod: string, applyPath: string, text: string): Frozen {
  const applyBody = Buffer.from(text, 'utf8');
  return { applyMethod, applyPath, applyBody, requestHash: sha256(applyBody) };
}
