import { addDays, dayOf, type Day, type DemoRows, type OrderFlagRow, type ResolvedCoupon } from '@ownerbot/shop';
import { DateTime } from 'luxon';
import type { SimRows } from '../data/sim-rows';

type OrderRow = DemoRows['orders'][number];
type OrderItemRow = DemoRows['items'][number];

/** The moment and the zone of a question: "today" is the local day of the moment (demo data, section 2). */
export interface At {
  readonly now: Date;
  readonly tz: string;
}

/** An order as it stands at a moment. Times are Unix milliseconds. */
export interface OrderAt {
  readonly row: OrderRow;
  readonly items: readonly OrderItemRow[];
  readonly createdAt: number;
  readonly createdDay: Day;
  readonly paidAt: number | null;
  readonly paidDay: Day | null;
  readonly refundedAt: number | null;
  readonly refundedDay: Day | null;
  readonly shipDueAt: number | null;
  readonly shippedAt: number | null;
  readonly deliveredAt: number | null;
  readonly flaggedAt: number | null;
}

const MINUTE_MS = 60_000;
const NOON = 720;
/** Clocks change before this minute; later ones lie as far from noon as the clock says. */
const CLOCKS_CHANGE_BEFORE = 240;

/** Turns days counted back from today into moments. One table for all orders of a question: there are many, of few days. */
function calendarOf({ now, tz }: At) {
  const today = dayOf(now, tz);
  const days = new Map<number, { day: Day; noon: number }>();
  const at = (offset: number): { day: Day; noon: number } => {
    const known = days.get(offset);
    if (known !== undefined) return known;
    const day = addDays(today, -offset);
    const made = { day, noon: localMoment(day, NOON, tz) };
    days.set(offset, made);
    return made;
  };
  return {
    dayAt: (offset: number): Day => at(offset).day,
    moment(offset: number | null, minute: number | null): number | null {
      if (offset === null || minute === null) return null;
      const { day, noon } = at(offset);
      return minute < CLOCKS_CHANGE_BEFORE ? localMoment(day, minute, tz) : noon + (minute - NOON) * MINUTE_MS;
    },
  };
}

function localMoment(day: Day, minute: number, tz: string): number {
  return DateTime.fromISO(day, { zone: tz }).set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}

interface Resolved {
  readonly items: readonly OrderItemRow[];
  readonly minute: number;
  readonly tz: string;
  readonly orders: readonly OrderAt[];
}

/** Rows are never changed in place, and moments are whole minutes: what was resolved holds for the rest of its minute. */
const lastResolved = new WeakMap<readonly OrderRow[], Resolved>();

/** The orders that are visible: those whose moment has come. */
export function ordersAt(rows: Pick<SimRows, 'orders' | 'items'>, at: At): readonly OrderAt[] {
  const minute = Math.floor(at.now.getTime() / MINUTE_MS);
  const known = lastResolved.get(rows.orders);
  if (known !== undefined && known.items === rows.items && known.minute === minute && known.tz === at.tz) return known.orders;
  const orders = resolveOrders(rows, at);
  lastResolved.set(rows.orders, { items: rows.items, minute, tz: at.tz, orders });
  return orders;
}

function resolveOrders(rows: Pick<SimRows, 'orders' | 'items'>, at: At): OrderAt[] {
  const calendar = calendarOf(at);
  const nowMs = at.now.getTime();
  const thisMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const items = itemsByOrder(rows.items);
  const dayOrNull = (offset: number | null): Day | null => (offset === null ? null : calendar.dayAt(offset));
  const orders: OrderAt[] = [];
  for (const row of rows.orders) {
    const live = row.age_minutes === null ? null : thisMinute - row.age_minutes * MINUTE_MS;
    const createdAt = live ?? calendar.moment(row.day_offset, row.local_minute) ?? nowMs;
    if (createdAt > nowMs) continue;
    orders.push({
      row,
      items: items.get(row.order_id) ?? [],
      createdAt,
      createdDay: live === null ? calendar.dayAt(row.day_offset ?? 0) : dayOf(new Date(live), at.tz),
      paidAt: calendar.moment(row.paid_day_offset, row.paid_minute),
      paidDay: dayOrNull(row.paid_day_offset),
      refundedAt: calendar.moment(row.refunded_day_offset, row.refunded_minute),
      refundedDay: dayOrNull(row.refunded_day_offset),
      shipDueAt: calendar.moment(row.ship_due_day_offset, row.ship_due_minute),
      shippedAt: calendar.moment(row.shipped_day_offset, row.shipped_minute),
      deliveredAt: calendar.moment(row.delivered_day_offset, row.delivered_minute),
      flaggedAt: row.flagged_at === null ? calendar.moment(row.flagged_day_offset, row.flagged_minute) : Date.parse(row.flagged_at),
    });
  }
  return orders;
}

function itemsByOrder(items: readonly OrderItemRow[]): Map<string, OrderItemRow[]> {
  const byOrder = new Map<string, OrderItemRow[]>();
  for (const item of items) {
    const known = byOrder.get(item.order_id);
    if (known === undefined) byOrder.set(item.order_id, [item]);
    else known.push(item);
  }
  return byOrder;
}

/** The visible orders as actions see them. */
export function ordersNow(rows: SimRows, at: At): OrderFlagRow[] {
  return ordersAt(rows, at).map((order) => order.row);
}

/** Coupons with their days as moments; a time that an action wrote is absolute already. */
export function resolvedCoupons(rows: Pick<SimRows, 'coupons'>, at: At): ResolvedCoupon[] {
  const calendar = calendarOf(at);
  return rows.coupons.map((coupon) => ({
    coupon_id: coupon.coupon_id,
    code: coupon.code,
    percent_off: coupon.percent_off,
    amount_off: coupon.amount_off,
    active: coupon.active,
    max_uses: coupon.max_uses,
    product_ids: coupon.product_ids,
    used_count: coupon.used_count,
    starts_at: coupon.starts_at ?? instantOf(calendar.moment(coupon.starts_day_offset, coupon.starts_minute)),
    ends_at: coupon.ends_at ?? instantOf(calendar.moment(coupon.ends_day_offset, coupon.ends_minute)),
  }));
}

/** ISO 8601 in UTC; full seconds are written without a fraction. */
export function instantOf(ms: number | null): string | null {
  return ms === null ? null : isoOf(ms);
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
