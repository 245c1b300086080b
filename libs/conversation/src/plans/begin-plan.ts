import { beginPlan, PLAN_TTL_MS, planPlaceOf, type BesidePlan } from '@ownerbot/actions';
import type { Db } from '@ownerbot/storage';
import type { TurnEvent } from '../model/event';
import type { NumberedEffect } from '../model/number-effects';
import type { BegunPlan } from './decide-plan';

export interface PlanTurn {
  readonly event: TurnEvent;
  readonly ownerId: string;
  /** The runs that begin, and those of the steps that wait for their conditions. */
  readonly effects: readonly NumberedEffect[];
  readonly waiting: readonly NumberedEffect[];
  readonly at: Date;
}

/** Stores a plan in the turn's transaction, with the runs that wait for their conditions. */
export function writePlan(tx: Db, { planId, source, steps, deferred }: BegunPlan, { event, ownerId, effects, waiting, at }: PlanTurn): Promise<BesidePlan> {
  const runs = new Map(deferred.map(({ step }, index) => [step, waiting[index]?.payload]));
  const stored = steps.map((step) => {
    const run = runs.get(step.id);
    const runId = effects.find(({ payload }) => 'plan' in payload && planPlaceOf(payload.plan)?.step === step.id)?.id;
    return { ...step, ...(run === undefined ? {} : { run }), ...(runId === undefined ? {} : { runId }) };
  });
  const { botId, chatId, correlationId } = event;
  return beginPlan(tx, { planId, botId, chatId, ownerUserId: ownerId, correlationId, source, steps: stored, createdAt: at, expiresAt: new Date(at.getTime() + PLAN_TTL_MS) }, at);
}
