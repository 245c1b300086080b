import type { NewAuditEvent, PlanRow } from '@ownerbot/storage';
import type { StoredStep } from './plan-steps';

/** The audit events of plans: one for each of their transitions. */
export const PLAN_EVENTS = [
  'agent_plan_built', 'agent_plan_previewed', 'agent_plan_confirmed', 'agent_plan_committed', 'agent_plan_not_needed', 'agent_plan_failed', 'agent_plan_cancelled', 'agent_plan_expired',
] as const;
export type PlanEvent = (typeof PLAN_EVENTS)[number];

type Subject = Pick<PlanRow, 'planId' | 'ownerUserId' | 'chatId' | 'source' | 'steps'>;

/** An event of a plan, with its steps as they stand; no wording of a message, no values. */
export function planEvent(plan: Subject, eventType: PlanEvent, fields: Readonly<Record<string, unknown>> = {}): NewAuditEvent {
  return {
    eventType,
    severity: eventType === 'agent_plan_failed' ? 'warning' : 'info',
    ownerUserId: plan.ownerUserId,
    chatId: plan.chatId,
    fields: {
      plan_id: plan.planId,
      source: plan.source,
      steps: stepsOf(plan).map(({ id, kind, tool, when, fate }) => ({ id, kind, tool, condition: when, result: fate })),
      ...fields,
    },
  };
}

/** The steps of a stored plan; they were checked when it was built. */
export function stepsOf({ steps }: Pick<PlanRow, 'steps'>): readonly StoredStep[] {
  return Array.isArray(steps) ? (steps as readonly StoredStep[]) : [];
}
