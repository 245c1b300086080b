import { sql, type Sql } from '@ownerbot/storage';
import type { OrdersSearchQuery } from '../../methods/orders-search';
import { PRESET_PENDING_HOURS, type OrderPreset } from '../../methods/shared-types';
import { isWithin, spanOf } from './sis-db-read';

const PHONE_DIGITS_MIN = 4;

const IS_OPEN = sql`status not in ('cancelled', 'refunded', 'completed')`;
const IS_AWAITING = sql`coalesce(payment_status, 'pending') = 'pending'`;

/** Whether an order of the view belongs to a preset at a moment (SIS API v1, 8.3.1). */
export function presetConditions(at: Date, pendingHours: number | null): Record<OrderPreset, Sql> {
  const waitedFor = (hours: number): Sql => sql`(${IS_AWAITING} and created_at <= ${at}::timestamptz - make_interval(hours => ${pendingHours ?? hours}::int))`;
  const stuck = sql`(${IS_OPEN} and (status = 'stuck' or ${waitedFor(PRESET_PENDING_HOURS.stuck)}))`;
  const issues = sql`(${IS_OPEN} and (coalesce(payment_status = 'failed', false) or ${waitedFor(PRESET_PENDING_HOURS.payment_issues)}))`;
  const late = sql`(${IS_OPEN} and coalesce(payment_status = 'paid' and shipping_status in ('none', 'preparing') and ship_due_at < ${at}::timestamptz, false))`;
  return { stuck, late_ship: late, payment_issues: issues, awaiting_payment: sql`(${IS_OPEN} and ${IS_AWAITING})`, attention: sql`(${stuck} or ${late} or ${issues})` };
}

/** The presets that an order belongs to, as an array of text; `attention` is their union and not among them. */
export function presetsOfOrder(at: Date): Sql {
  const holds = presetConditions(at, null);
  return sql`array_remove(array[
    case when ${holds.stuck} then 'stuck' end, case when ${holds.late_ship} then 'late_ship' end,
    case when ${holds.payment_issues} then 'payment_issues' end, case when ${holds.awaiting_payment} then 'awaiting_payment' end], null)`;
}

/** Everything but the preset. What is not asked for adds no condition, so that the rest can use an index. */
export function filterCondition(shopId: number, query: OrdersSearchQuery): Sql {
  const { window, q } = query;
  return [
    ...(query.status === undefined ? [] : [sql`status = ${query.status}::text`]),
    ...(query.payment_status === undefined ? [] : [sql`payment_status = ${query.payment_status}::text`]),
    ...(query.shipping_status === undefined ? [] : [sql`shipping_status = ${query.shipping_status}::text`]),
    ...(query.flagged === undefined ? [] : [sql`flagged = ${query.flagged}::bool`]),
    ...(window === undefined ? [] : [isWithin(sql`created_at`, spanOf(window))]),
    ...(q === undefined ? [] : [textCondition(q)]),
  ].reduce((all, one) => sql`${all} and ${one}`, sql`shop_id = ${shopId}::integer`);
}

/** By place and not by pattern, so that nothing in the text means anything. */
function textCondition(q: string): Sql {
  const text = q.toLowerCase();
  const digits = q.replaceAll(/\D/g, '');
  const byId = sql`strpos(lower(order_id), ${text}::text) > 0 or strpos(lower(customer_id), ${text}::text) > 0`;
  if (digits.length < PHONE_DIGITS_MIN) return sql`(${byId})`;
  return sql`(${byId} or strpos(regexp_replace(coalesce(customer_phone, ''), '\\D', '', 'g'), ${digits}::text) > 0)`;
}
