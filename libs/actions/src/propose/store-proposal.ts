import { insertProposal, moveProposal, olderTwins, readPlan, type Db, type NewAuditEvent, type NewEffect, type NewProposal, type WrittenEffect } from '@ownerbot/storage';
import { actionEvent, ageSec } from '../audit';
import { ProposalMovedError } from '../errors';
import { cancelPlan } from '../plans/end-plan';
import { withoutButtons } from './without-buttons';

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
    if (older.planId !== null && older.planId !== proposal.planId) await cancelPlan(tx, await readPlan(tx, older.planId), 'superseded', at);
    effects.push(...removal);
    written.push(...moved.effects);
  }
  if (!(await insertProposal(tx, input))) throw new ProposalMovedError(proposal.proposalId);
  return { effects, written };
}
