import { movePlan, type Db, type PlanPatch, type PlanRow, type PlanState } from '@ownerbot/storage';
import { ProposalMovedError } from '../errors';
import { planEvent, type PlanEvent } from './plan-audit';

/** Why a plan was taken back. */
export type PlanEndReason = 'cancelled' | 'cancel_word' | 'superseded' | 'tampered' | 'mode_changed' | 'blocked';

const EVENT_OF: Record<Exclude<PlanState, 'built' | 'partial'>, PlanEvent> = {
  previewed: 'agent_plan_previewed',
  confirmed: 'agent_plan_confirmed',
  done: 'agent_plan_committed',
  failed: 'agent_plan_failed',
  cancelled: 'agent_plan_cancelled',
  expired: 'agent_plan_expired',
};

export interface PlanStepOn {
  readonly to: Exclude<PlanState, 'built'>;
  readonly patch?: PlanPatch;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly event?: PlanEvent;
  readonly at: Date;
}

/**
 * One transition of a plan with its audit event, in the transaction of whatever causes it.
 * @throws ProposalMovedError when it is not as it was read.
 */
export async function stepPlan(tx: Db, plan: PlanRow, { to, patch = {}, fields, event, at }: PlanStepOn): Promise<PlanRow> {
  const isOver = !['previewed', 'confirmed'].includes(to);
  const all: PlanPatch = { ...patch, ...(isOver ? { settledAt: at, nextLookAt: null } : {}) };
  const after: PlanRow = { ...plan, ...all, state: to, stateVersion: plan.stateVersion + 1 };
  const audit = [planEvent(after, event ?? EVENT_OF[to === 'partial' ? 'done' : to], { ...(isOver ? { result: to } : {}), ...fields })];
  if (!(await movePlan(tx, { plan, to, patch: all, at, audit }))) throw new ProposalMovedError(plan.proposalId ?? plan.planId);
  return after;
}

/** Whether a plan may still be taken back. */
export function isActive(plan: Pick<PlanRow, 'state'>): boolean {
  return plan.state === 'built' || plan.state === 'previewed';
}

/** Takes back a plan that nobody confirmed; one that has ended, or is none, is left as it is. */
export async function cancelPlan(tx: Db, plan: PlanRow | null, reason: PlanEndReason, at: Date): Promise<void> {
  if (plan !== null && isActive(plan)) await stepPlan(tx, plan, { to: 'cancelled', patch: { reason }, fields: { reason }, at });
}
