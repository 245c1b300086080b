import { ORDER_PRESETS, PRESET_PENDING_HOURS, type OrderPreset } from '../../../methods/shared-types';
import type { ResolvedOrder } from './resolve-orders';

const HOUR_MS = 3_600_000;
const SETTLED: ReadonlySet<string> = new Set(['cancelled', 'refunded', 'completed']);

/** Whether an order belongs to a preset at a moment (SIS API v1, 8.3.1); `pendingHours` replaces the usual ages. */
export function isInPreset(order: ResolvedOrder, preset: OrderPreset, now: Date, pendingHours: number | null = null): boolean {
  if (SETTLED.has(order.status)) return false;
  const isAwaiting = order.payment_status === null || order.payment_status === 'pending';
  const waitedFor = (hours: number): boolean => isAwaiting && now.getTime() - order.created_at.getTime() >= (pendingHours ?? hours) * HOUR_MS;
  switch (preset) {
    case 'awaiting_payment':
      return isAwaiting;
    case 'stuck':
      return order.status === 'stuck' || waitedFor(PRESET_PENDING_HOURS.stuck);
    case 'payment_issues':
      return order.payment_status === 'failed' || waitedFor(PRESET_PENDING_HOURS.payment_issues);
    case 'late_ship':
      return isUnsent(order) && order.ship_due_at !== null && order.ship_due_at < now;
    case 'attention':
      return (['stuck', 'late_ship', 'payment_issues'] as const).some((one) => isInPreset(order, one, now, pendingHours));
  }
}

function isUnsent(order: ResolvedOrder): boolean {
  return order.payment_status === 'paid' && (order.shipping_status === 'none' || order.shipping_status === 'preparing');
}

/** The presets that an order belongs to; `attention` is the union of others and not among them. */
export function presetsOf(order: ResolvedOrder, now: Date): OrderPreset[] {
  return ORDER_PRESETS.filter((preset) => preset !== 'attention' && isInPreset(order, preset, now));
}
