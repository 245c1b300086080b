import { addDays, dayOf } from '../../../local-days';
import type { Day } from '../../../methods/shared-types';
import type { DemoRows, OrderItemRow, OrderRow } from '../../../demo/seed/rows';
import { momentsOf, type Moments } from '../moments';

/** An order as it stands at a moment, with its lines; the columns of `demo.orders_at`. */
export interface ResolvedOrder
  extends Pick<
    OrderRow,
    | 'order_id'
    | 'status'
    | 'payment_status'
    | 'shipping_status'
    | 'amount_gross'
    | 'discount'
    | 'amount'
    | 'coupon_code'
    | 'customer_id'
    | 'customer_phone'
    | 'flagged'
    | 'flag_reason'
    | 'flagged_by'
  > {
  readonly created_at: Date;
  readonly created_day: Day;
  readonly paid_at: Date | null;
  readonly paid_day: Day | null;
  readonly refunded_at: Date | null;
  readonly refunded_day: Day | null;
  readonly ship_due_at: Date | null;
  readonly shipped_at: Date | null;
  readonly delivered_at: Date | null;
  readonly flagged_at: Date | null;
  readonly items: readonly OrderItemRow[];
}

/** The orders that are visible at a moment in a zone: those of later today are not there yet. */
export function resolveOrders(rows: Pick<DemoRows, 'orders' | 'items'>, now: Date, tz: string): ResolvedOrder[] {
  return ordersAt(rows, now, tz).filter((order) => order.created_at <= now);
}

/** The orders with their moments, those of later today among them. */
export function ordersAt(rows: Pick<DemoRows, 'orders' | 'items'>, now: Date, tz: string): ResolvedOrder[] {
  const moments = momentsOf(now, tz);
  const items = new Map<string, OrderItemRow[]>();
  for (const item of rows.items) {
    const known = items.get(item.order_id);
    if (known === undefined) items.set(item.order_id, [item]);
    else known.push(item);
  }
  return rows.orders.map((row) => resolveOrder(row, items.get(row.order_id) ?? [], moments, tz));
}

function resolveOrder(row: OrderRow, items: readonly OrderItemRow[], moments: Moments, tz: string): ResolvedOrder {
  const live = row.age_minutes === null ? null : moments.ago(row.age_minutes);
  const dayAt = (offset: number | null): Day | null => (offset === null ? null : addDays(moments.today, -offset));
  return {
    order_id: row.order_id,
    status: row.status,
    payment_status: row.payment_status,
    shipping_status: row.shipping_status,
    amount_gross: row.amount_gross,
    discount: row.discount,
    amount: row.amount,
    coupon_code: row.coupon_code,
    customer_id: row.customer_id,
    customer_phone: row.customer_phone,
    flagged: row.flagged,
    flag_reason: row.flag_reason,
    flagged_by: row.flagged_by,
    created_at: live ?? moments.at(row.day_offset, row.local_minute) ?? moments.ago(0),
    created_day: live === null ? moments.day(row.day_offset ?? 0) : dayOf(live, tz),
    paid_at: moments.at(row.paid_day_offset, row.paid_minute),
    paid_day: dayAt(row.paid_day_offset),
    refunded_at: moments.at(row.refunded_day_offset, row.refunded_minute),
    refunded_day: dayAt(row.refunded_day_offset),
    ship_due_at: moments.at(row.ship_due_day_offset, row.ship_due_minute),
    shipped_at: moments.at(row.shipped_day_offset, row.shipped_minute),
    delivered_at: moments.at(row.delivered_day_offset, row.delivered_minute),
    flagged_at: row.flagged_at === null ? moments.at(row.flagged_day_offset, row.flagged_minute) : new Date(row.flagged_at),
    items,
  };
}
