import { insertProposal, moveProposal, olderTwins, type Db, type NewAuditEvent, type NewEffect, type NewProposal, type Proposal, type WrittenEffect } from '@ownerbot/storage';
import { actionEvent, ageSec } from '../audit';
import { ProposalMovedError } from '../errors';

export interface StoredProposal {
  /** Of proposals that this one supersedes: their buttons go. To be dispatched after the commit. */
  readonly effects: readonly NewEffect[];
  readonly written: readonly WrittenEffect[];
}

/**
 * P1: stores a proposal, in the transaction that finishes its tool run; the chat's older open ones of the same tool and payload
 * are cancelled with it.
 * @throws ProposalMovedError when the tool run is not there
 */
export async function storeProposal(tx: Db, input: { proposal: NewProposal; toolEffectId: string; audit: readonly NewAuditEvent[]; at: Date }): Promise<StoredProposal> {
  const { proposal, at } = input;
  const effects: NewEffect[] = [];
  const written: WrittenEffect[] = [];
  for (const older of await olderTwins(tx, proposal)) {
    const removal = withoutButtons(older);
    const moved = await moveProposal(tx, {
      proposal: older,
      to: 'cancelled',
      patch: { reason: 'superseded', supersededBy: proposal.proposalId, settledAt: at },
      at,
      audit: [actionEvent(older, 'action_cancelled', { reason: 'superseded', age_sec: ageSec(older.createdAt, at) })],
      effects: removal,
    });
    effects.push(...removal);
    written.push(...moved.effects);
  }
  if (!(await insertProposal(tx, input))) throw new ProposalMovedError(proposal.proposalId);
  return { effects, written };
}

const SUPERSEDED_N = 999;

function withoutButtons({ proposalId, botId, chatId, messageEffectId }: Proposal): NewEffect[] {
  if (messageEffectId === null) return [];
  const id = `commit-${proposalId}-${SUPERSEDED_N}`;
  return [{ id, n: SUPERSEDED_N, kind: 'message.send', gated: false, laneKey: chatId, payload: { effectId: id, botId, chatId, message: { type: 'markup', of: messageEffectId } } }];
}
