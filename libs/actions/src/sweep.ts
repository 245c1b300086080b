import { done, type Outcome } from '@ownerbot/queues';
import { dueLooks, overdueProposals, type Proposal } from '@ownerbot/storage';
import { actionEvent, ageSec } from './audit';
import { EXPIRY_GRACE_MS, SWEEP_EVERY_MS } from './commit/schedule';
import { dispatchChange, readyChange, writeChange } from './commit/write-change';
import { sweepPlans } from './plans/sweep-plans';
import type { ActionParts } from './parts';

/** Its schedule. */
export const ACTION_SWEEP = { name: 'actions', everyMs: SWEEP_EVERY_MS } as const;

/** Work of one sweep; what is left is found by the next. */
const BATCH = 200;

/**
 * Expires what nobody confirmed, and sets going what must be looked at: commits whose job or worker is gone, and unknown outcomes
 * whose time has come. Several may sweep at once: each proposal is moved once, and the jobs have ids of their own.
 */
export async function sweepActions(parts: ActionParts): Promise<Outcome> {
  const now = parts.clock.now();
  for (const proposal of await overdueProposals(parts.db, { expiredBefore: new Date(now.getTime() - EXPIRY_GRACE_MS), limit: BATCH })) await expire(parts, proposal, now);
  await sweepPlans(parts, { now, limit: BATCH });
  const due = await dueLooks(parts.db, { at: now, limit: BATCH });
  const jobs = due.map(({ proposalId, stateVersion, correlationId }) => ({
    kind: 'action.commit' as const,
    // A look of its own for each version of the row and each sweep: one that was lost is added again by the next.
    id: `commit-${proposalId}-look-${stateVersion}-${Math.floor(now.getTime() / SWEEP_EVERY_MS)}`,
    payload: { proposalId, reason: 'look' as const },
    correlationId,
  }));
  if (jobs.length > 0) await parts.producer.addAll(jobs);
  return done();
}

async function expire(parts: ActionParts, proposal: Proposal, now: Date): Promise<void> {
  const reason = 'ttl';
  const audit = [actionEvent(proposal, 'action_expired', { reason, age_sec: ageSec(proposal.createdAt, now) })];
  const ready = await readyChange(parts, proposal, { to: 'expired', patch: { reason, settledAt: now }, audit, tell: {} }, now);
  const moved = await writeChange(parts.db, proposal, ready);
  // A press that came first has moved it.
  if (moved.moved) await dispatchChange(parts, ready, moved);
}
