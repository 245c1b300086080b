import { movePlan, type Db, type PlanRow } from '@ownerbot/storage';
import { ProposalMovedError } from '../errors';
import { sealPlan, type SealKeys } from '../integrity/seal';
import { stepPlan } from './end-plan';
import { planEvent, stepsOf } from './plan-audit';
import { resolvePlan } from './resolve-plan';
import type { FollowUp, PreviewOutcome } from './plan-steps';

export interface PlanPreviewed {
  readonly plan: PlanRow;
  /** The step that changes something. */
  readonly change: string;
  readonly outcome: PreviewOutcome;
  /** What waits for the owner's press; null: nothing does. */
  readonly proposalId: string | null;
  readonly followUps: readonly FollowUp[];
  readonly at: Date;
}

/**
 * Writes what the owner was shown of a plan, in the transaction that writes the message. A fresh preview of an older one takes its place;
 * a plan that needs no press is done with it.
 * @throws ProposalMovedError when the plan was changed meanwhile; the run comes again.
 */
export async function previewPlan(keys: SealKeys, tx: Db, { plan, change, outcome, proposalId, followUps, at }: PlanPreviewed): Promise<void> {
  const told = { proposalId, followUps: followUps.length === 0 ? null : followUps };
  const seal = told.followUps === null ? { seal: null, hmacKeyId: null } : sealPlan(keys, { planId: plan.planId, ...told });
  const patch = { ...told, ...seal, steps: resolvePlan(stepsOf(plan), change, outcome) };
  const fields = { outcome, ...(proposalId === null ? {} : { proposal_id: proposalId }) };
  const previewed = plan.state === 'built' ? await stepPlan(tx, plan, { to: 'previewed', patch, fields, at }) : await again(tx, plan, patch, fields, at);
  if (proposalId === null) await stepPlan(tx, previewed, { to: 'done', patch: { reason: 'not_needed' }, event: 'agent_plan_not_needed', at });
}

async function again(tx: Db, plan: PlanRow, patch: Parameters<typeof movePlan>[1]['patch'], fields: Readonly<Record<string, unknown>>, at: Date): Promise<PlanRow> {
  const after: PlanRow = { ...plan, ...patch, stateVersion: plan.stateVersion + 1 };
  if (!(await movePlan(tx, { plan, patch, at, audit: [planEvent(after, 'agent_plan_previewed', { ...fields, again: true })] }))) throw new ProposalMovedError(plan.planId);
  return after;
}
