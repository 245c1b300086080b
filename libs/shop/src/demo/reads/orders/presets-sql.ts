import { sql, type Sql } from '@ownerbot/storage';
import { PRESET_PENDING_HOURS, type OrderPreset } from '../../../methods/shared-types';

/** Whether an order of `demo.orders_at` belongs to a preset (SIS API v1, 8.3.1); conditions over its columns. */
export function presetConditions(at: Date, pendingHours: number | null): Record<OrderPreset, Sql> {
  const waitedFor = (hours: number): Sql =>
    sql`is_awaiting and created_at <= ${at}::timestamptz - make_interval(hours => ${pendingHours ?? hours}::int)`;
  const stuck = sql`(is_open and (status = 'stuck' or (${waitedFor(PRESET_PENDING_HOURS.stuck)})))`;
  const issues = sql`(is_open and (coalesce(payment_status = 'failed', false) or (${waitedFor(PRESET_PENDING_HOURS.payment_issues)})))`;
  const late = sql`(is_open and is_late)`;
  return {
    stuck,
    late_ship: late,
    payment_issues: issues,
    awaiting_payment: sql`(is_open and is_awaiting)`,
    attention: sql`(${stuck} or ${late} or ${issues})`,
  };
}

/** The presets that an order belongs to, as an array of text; `attention` is their union and not among them. */
export function presetsOfOrder(at: Date): Sql {
  const holds = presetConditions(at, null);
  return sql`array_remove(array[
    case when ${holds.stuck} then 'stuck' end, case when ${holds.late_ship} then 'late_ship' end,
    case when ${holds.payment_issues} then 'payment_issues' end, case when ${holds.awaiting_payment} then 'awaiting_payment' end], null)`;
}
