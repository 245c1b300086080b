import { activePlan, insertPlan, lockProposal, moveProposal, type Db, type NewEffect, type NewPlan, type WrittenEffect } from '@ownerbot/storage';
import { actionEvent, ageSec } from '../audit';
import { ProposalMovedError } from '../errors';
import { withoutButtons } from '../propose/without-buttons';
import { stepPlan } from './end-plan';
import { planEvent } from './plan-audit';

/** What was written beside a plan, to be dispatched after the commit. */
export interface BesidePlan {
  readonly effects: readonly NewEffect[];
  readonly written: readonly WrittenEffect[];
}

/**
 * Stores a plan in the transaction of its turn. The chat's active one is cancelled with it, and the preview that it waited with loses its
 * buttons. A proposal is locked before its plan, here as everywhere.
 * @throws ProposalMovedError when either was changed meanwhile; the turn runs again.
 */
export async function beginPlan(tx: Db, plan: NewPlan, at: Date): Promise<BesidePlan> {
  const beside = await replaceActive(tx, plan, at);
  await insertPlan(tx, plan, [planEvent(plan, 'agent_plan_built')]);
  return beside;
}

async function replaceActive(tx: Db, { planId, botId, chatId }: NewPlan, at: Date): Promise<BesidePlan> {
  const older = await activePlan(tx, { botId, chatId });
  if (older === null || older.planId === planId) return { effects: [], written: [] };
  const proposal = older.proposalId === null ? null : await lockProposal(tx, older.proposalId);
  const nothing: BesidePlan = { effects: [], written: [] };
  const beside = proposal?.state === 'proposed' ? await takeBack(tx, proposal, at) : nothing;
  await stepPlan(tx, older, { to: 'cancelled', patch: { reason: 'superseded' }, fields: { reason: 'superseded', by: planId }, at });
  return beside;
}

async function takeBack(tx: Db, proposal: NonNullable<Awaited<ReturnType<typeof lockProposal>>>, at: Date): Promise<BesidePlan> {
  const reason = 'plan_cancelled';
  const effects = withoutButtons(proposal);
  const audit = [actionEvent(proposal, 'action_cancelled', { reason, age_sec: ageSec(proposal.createdAt, at) })];
  const { moved, effects: written } = await moveProposal(tx, { proposal, to: 'cancelled', patch: { reason, settledAt: at }, at, audit, effects });
  if (!moved) throw new ProposalMovedError(proposal.proposalId);
  return { effects, written };
}
