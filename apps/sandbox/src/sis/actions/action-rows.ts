import { actionRowsOf, type ActionContext, type ActionRows } from '@ownerbot/shop';
import type { Sim } from '../sim';

/** What the rules of the actions are computed from, as the shop stands at a moment. */
export function actionRows({ store, timezone }: Sim, now: Date): ActionRows {
  return actionRowsOf(store.state().rows, now, timezone);
}

export function actionContext({ store }: Sim, now: Date): ActionContext {
  const { currency, mass_change_limit: massChangeLimit, force_on_anomaly: isForceOnAnomaly } = store.state().settings;
  return { now, currency, limits: { massChangeLimit, isForceOnAnomaly } };
}
