import type { ReplyContext } from '@ownerbot/conversation';

/** The states of an order in words; what a shop names differently is "other". */
const STATUSES = ['pending', 'paid', 'stuck', 'shipped', 'completed', 'cancelled', 'refunded'];
const PAYMENTS = ['pending', 'paid', 'failed', 'refunded', 'none'];
const SHIPPINGS = ['none', 'preparing', 'shipped', 'delivered'];

const known = (value: string, all: readonly string[]): string => (all.includes(value) ? value : 'other');

export const statusWords = ({ texts }: ReplyContext, status: string): string => texts.html('order.status', { status: known(status, STATUSES) });
export const paymentWords = ({ texts }: ReplyContext, status: string | null): string => texts.html('order.payment', { status: known(status ?? 'none', PAYMENTS) });
export const shippingWords = ({ texts }: ReplyContext, status: string): string => texts.html('order.shipping', { status: known(status, SHIPPINGS) });

/** Reasons that OwnerBot itself writes; others are the words of a person. Plain text. */
export function flagReason({ texts }: ReplyContext, reason: string): string {
  return reason === 'needs_attention' ? texts.text('flag.needs_attention') : reason;
}

/** How long past its due time a parcel is, in minutes; null when it is not late. */
export function lateMinutes(order: { presets: readonly string[]; ship_due_at: string | null }, asOf: string): number | null {
  if (!order.presets.includes('late_ship') || order.ship_due_at === null) return null;
  return Math.max(0, (Date.parse(asOf) - Date.parse(order.ship_due_at)) / 60_000);
}
