import { DateTime } from 'luxon';
import { ORDER_PRESETS, type OrderPreset } from '../../methods/shared-types';
import { ageOf, type OrderAt } from './orders-at';

const SETTLED = new Set(['cancelled', 'refunded', 'completed']);

/** How many orders each preset holds at `now` (SIS API v1, 8.3.1). */
export function presetSizes(orders: readonly OrderAt[], now: Date, tz: string): Record<OrderPreset, number> {
  const local = DateTime.fromJSDate(now, { zone: tz });
  const sizes = Object.fromEntries(ORDER_PRESETS.map((preset) => [preset, 0])) as Record<OrderPreset, number>;
  for (const order of orders) for (const preset of presetsOf(order, local)) sizes[preset] += 1;
  return sizes;
}

export function presetsOf(order: OrderAt, now: DateTime): OrderPreset[] {
  const { row } = order;
  if (SETTLED.has(row.status)) return [];
  const isAwaiting = row.payment_status === null || row.payment_status === 'pending';
  const isUnsent = order.isPaid && (row.shipping_status === 'none' || row.shipping_status === 'preparing');
  const isDue = row.ship_due_day_offset !== null && row.ship_due_minute !== null && ageOf(row.ship_due_day_offset, row.ship_due_minute, now) > 0;
  const holds: Record<Exclude<OrderPreset, 'attention'>, boolean> = {
    stuck: row.status === 'stuck' || (isAwaiting && order.ageMinutes >= 6 * 60),
    late_ship: isUnsent && isDue,
    payment_issues: row.payment_status === 'failed' || (isAwaiting && order.ageMinutes >= 2 * 60),
    awaiting_payment: isAwaiting,
  };
  const needsAttention = holds.stuck || holds.late_ship || holds.payment_issues;
  return ORDER_PRESETS.filter((preset) => (preset === 'attention' ? needsAttention : holds[preset]));
}
