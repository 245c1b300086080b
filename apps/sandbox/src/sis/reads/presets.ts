import { PRESET_PENDING_HOURS, type OrderPreset } from '@ownerbot/shop';
import type { OrderAt } from './shop-at';

const HOUR_MS = 3_600_000;
const SETTLED = new Set(['cancelled', 'refunded', 'completed']);

/** The presets that an order belongs to at a moment, their union `attention` left out (SIS API v1, 8.3.1). */
export function presetsOf(order: OrderAt, now: Date): OrderPreset[] {
  return (['stuck', 'late_ship', 'payment_issues', 'awaiting_payment'] as const).filter((preset) => isInPreset(order, preset, now));
}

/** `pendingHours` replaces the age from which a pending payment counts. */
export function isInPreset(order: OrderAt, preset: OrderPreset, now: Date, pendingHours?: number): boolean {
  const { row, createdAt, shipDueAt } = order;
  if (SETTLED.has(row.status)) return false;
  const isAwaiting = row.payment_status === null || row.payment_status === 'pending';
  const hasWaited = (hours: number): boolean => isAwaiting && createdAt <= now.getTime() - (pendingHours ?? hours) * HOUR_MS;
  switch (preset) {
    case 'awaiting_payment':
      return isAwaiting;
    case 'stuck':
      return row.status === 'stuck' || hasWaited(PRESET_PENDING_HOURS.stuck);
    case 'payment_issues':
      return row.payment_status === 'failed' || hasWaited(PRESET_PENDING_HOURS.payment_issues);
    case 'late_ship':
      return row.payment_status === 'paid' && ['none', 'preparing'].includes(row.shipping_status) && shipDueAt !== null && shipDueAt < now.getTime();
    case 'attention':
      return (['stuck', 'payment_issues', 'late_ship'] as const).some((one) => isInPreset(order, one, now, pendingHours));
  }
}
