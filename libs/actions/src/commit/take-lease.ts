import type { CommitReason } from '@ownerbot/queues';
import { lockProposal, moveProposal, type Db, type Proposal, type ProposalPatch } from '@ownerbot/storage';
import { actionEvent } from '../audit';
import { ProposalMovedError } from '../errors';
import type { ActionParts } from '../parts';
import { LEASE_MS } from './schedule';

export type Lease =
  | { readonly type: 'held'; readonly proposal: Proposal }
  /** It has its outcome, is not confirmed, or is not due. */
  | { readonly type: 'nothing-to-do'; readonly proposal: Proposal | null }
  /** Another worker is at it. */
  | { readonly type: 'taken' }
  /** Unknown, and its next look is later. */
  | { readonly type: 'early'; readonly at: Date };

export interface LeaseWish {
  readonly proposalId: string;
  readonly owner: string;
  readonly reason: CommitReason;
  readonly jobAttempt: number;
}

/** C1: takes the lease; a confirmed proposal begins to execute with it. One transaction. */
export function takeLease(parts: Pick<ActionParts, 'db' | 'clock' | 'worker'>, wish: LeaseWish): Promise<Lease> {
  return parts.db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, wish.proposalId);
    const now = parts.clock.now();
    const answer = answerOf(proposal, wish.reason, now);
    return answer ?? hold(parts, tx, proposal, wish, now);
  });
}

/** Null: the lease is free and there is something to do. */
function answerOf(proposal: Proposal | null, reason: CommitReason, now: Date): Lease | null {
  if (proposal === null) return { type: 'nothing-to-do', proposal };
  const { state, leaseOwner, leaseUntil, nextLookAt } = proposal;
  if (!['confirmed', 'executing', 'unknown'].includes(state) && nextLookAt === null) return { type: 'nothing-to-do', proposal };
  if (leaseOwner !== null && leaseUntil !== null && leaseUntil > now) return { type: 'taken' };
  if (reason === 'check' || reason === 'team' || state === 'confirmed') return null;
  const isEarly = nextLookAt !== null && nextLookAt > now;
  if (state === 'executing') return isEarly && reason === 'look' ? { type: 'nothing-to-do', proposal } : null;
  return isEarly ? { type: 'early', at: nextLookAt } : null;
}

async function hold({ worker }: Pick<ActionParts, 'worker'>, tx: Db, proposal: Proposal | null, { owner, jobAttempt }: LeaseWish, now: Date): Promise<Lease> {
  if (proposal === null) return { type: 'nothing-to-do', proposal };
  const begins = proposal.state === 'confirmed';
  // Whoever hands a commit back gives its lease up; one that is left over is a dead worker's.
  const recovered = proposal.leaseOwner !== null;
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const patch: ProposalPatch = { leaseOwner: owner, leaseUntil, nextLookAt: leaseUntil, ...(begins ? { executingAt: now, looks: 0 } : {}) };
  const { moved } = await moveProposal(tx, {
    proposal,
    ...(begins ? { to: 'executing' as const } : {}),
    patch,
    at: now,
    audit: begins || recovered ? [actionEvent(proposal, 'action_executing', { worker, job_attempt: jobAttempt, recovered })] : [],
  });
  if (!moved) throw new ProposalMovedError(proposal.proposalId);
  return { type: 'held', proposal: { ...proposal, ...patch, ...(begins ? { state: 'executing' as const } : {}), stateVersion: proposal.stateVersion + 1 } };
}
