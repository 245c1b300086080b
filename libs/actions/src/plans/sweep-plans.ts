import { duePlans, overduePlans } from '@ownerbot/storage';
import { EXPIRY_GRACE_MS } from '../commit/schedule';
import { ProposalMovedError } from '../errors';
import type { ActionParts } from '../parts';
import { stepPlan } from './end-plan';
import { settleFollowUps } from './settle-delivery';

/**
 * Expires plans that nobody confirmed, and looks after those whose messages are on their way. What somebody else moves at the same moment
 * is left to them.
 */
export async function sweepPlans(parts: ActionParts, { now, limit }: { now: Date; limit: number }): Promise<void> {
  for (const plan of await overduePlans(parts.db, { expiredBefore: new Date(now.getTime() - EXPIRY_GRACE_MS), limit })) {
    await unlessMoved(async () => void (await stepPlan(parts.db, plan, { to: 'expired', patch: { reason: 'ttl' }, at: now })));
  }
  for (const { proposalId } of await duePlans(parts.db, { at: now, limit })) {
    if (proposalId !== null) await unlessMoved(() => settleFollowUps(parts, proposalId));
  }
}

async function unlessMoved(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProposalMovedError)) throw error;
  }
}
