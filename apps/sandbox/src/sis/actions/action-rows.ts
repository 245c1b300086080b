import type { ActionContext, ActionRows } from '@ownerbot/shop';
import { ordersNow, resolvedCoupons } from '../reads/shop-at';
import type { Sim } from '../sim';

/** What the rules of the actions are computed from, as the shop stands at a moment. */
export function actionRows({ store, timezone }: Sim, now: Date): ActionRows {
  const { rows } = store.state();
  const at = { now, tz: timezone };
  return { ...rows, orders: ordersNow(rows, at), coupons: resolvedCoupons(rows, at) };
}

export function actionContext({ store }: Sim, now: Date): ActionContext {
  const { currency, mass_change_limit: massChangeLimit, force_on_anomaly: isForceOnAnomaly } = store.state().settings;
  return { now, currency, limits: { massChangeLimit, isForceOnAnomaly } };
}
