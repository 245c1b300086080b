import { giveUpTeamDelivery, movePlan, readPlan, readProposal, teamDelivery, type PlanRow, type Proposal, type TeamDelivery } from '@ownerbot/storage';
import { deliveryEvent } from '../commit/commit-team';
import { SWEEP_EVERY_MS, TEAM_DELIVERY_MS } from '../commit/schedule';
import { dispatchChange, readyChange, writeChange } from '../commit/write-change';
import { ProposalMovedError } from '../errors';
import type { ActionParts } from '../parts';
import { stepPlan } from './end-plan';

/**
 * Ends the plan of a committed change when each of the messages that follow it has its end, or their time is over; the message of the
 * change then says whom they reached. Several may look at once: one of them writes it.
 */
export async function settleFollowUps(parts: ActionParts, proposalId: string): Promise<void> {
  const proposal = await readProposal(parts.db, proposalId);
  if (proposal === null || proposal.planId === null || proposal.state !== 'committed') return;
  const plan = await readPlan(parts.db, proposal.planId);
  if (plan?.state !== 'confirmed' || plan.nextLookAt === null) return;
  const at = parts.clock.now();
  const delivery = await deliveredUntil(parts, proposal, at);
  if (delivery.some((one) => one.state === 'pending')) {
    await movePlan(parts.db, { plan, patch: { nextLookAt: new Date(at.getTime() + SWEEP_EVERY_MS) }, at, audit: [] });
    return;
  }
  await end(parts, { plan, proposal, delivery, at });
}

async function deliveredUntil({ db }: ActionParts, { proposalId, settledAt }: Proposal, at: Date): Promise<TeamDelivery[]> {
  const delivery = await teamDelivery(db, proposalId);
  const isOver = settledAt !== null && at.getTime() - settledAt.getTime() >= TEAM_DELIVERY_MS;
  if (!isOver || !delivery.some((one) => one.state === 'pending')) return delivery;
  await giveUpTeamDelivery(db, { proposalId, at });
  return teamDelivery(db, proposalId);
}

interface Delivered {
  readonly plan: PlanRow;
  readonly proposal: Proposal;
  readonly delivery: readonly TeamDelivery[];
  readonly at: Date;
}

async function end(parts: ActionParts, { plan, proposal, delivery, at }: Delivered): Promise<void> {
  const followUp = { state: 'ended', recipients: delivery.length, delivery } as const;
  const audit = delivery.map((one) => deliveryEvent({ proposal }, one));
  const ready = await readyChange(parts, proposal, { patch: {}, audit, tell: { followUp } }, at);
  const to = delivery.every((one) => one.state === 'sent') ? 'done' : 'partial';
  const moved = await parts.db.transaction(async (tx) => {
    const written = await writeChange(tx, proposal, ready);
    if (!written.moved) throw new ProposalMovedError(proposal.proposalId);
    await stepPlan(tx, plan, { to, at });
    return written;
  });
  await dispatchChange(parts, ready, moved);
}
