import { DateTime } from 'luxon';
import type { DemoRows, OrderItemRow, OrderRow } from '../seed/rows';

/** An order as it stands at a moment: days are counted back from today, 0 being today. */
export interface OrderAt {
  readonly row: OrderRow;
  readonly createdDay: number;
  readonly ageMinutes: number;
  readonly paidDay: number | null;
  readonly refundedDay: number | null;
  readonly isPaid: boolean;
  readonly isRefunded: boolean;
  readonly items: readonly OrderItemRow[];
}

/** The orders that are visible at `now` in `tz`; computed apart from the adapter's SQL, so that the two can be compared. */
export function ordersAt(rows: Pick<DemoRows, 'orders' | 'items'>, now: Date, tz: string): OrderAt[] {
  const local = DateTime.fromJSDate(now, { zone: tz });
  const items = itemsByOrder(rows.items);
  return rows.orders
    .map((row) => orderAt(row, items.get(row.order_id) ?? [], local))
    .filter((order) => order.ageMinutes >= 0);
}

/** Minutes from a local day and minute to now; negative when it lies ahead. */
export function ageOf(day: number, minute: number, now: DateTime): number {
  const moment = now.startOf('day').minus({ days: day }).set({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return now.startOf('minute').diff(moment, 'minutes').minutes;
}

function orderAt(row: OrderRow, items: readonly OrderItemRow[], now: DateTime): OrderAt {
  const live = row.age_minutes === null ? null : now.startOf('minute').minus({ minutes: row.age_minutes });
  const createdDay = live === null ? (row.day_offset ?? 0) : Math.round(now.startOf('day').diff(live.startOf('day'), 'days').days);
  return {
    row,
    createdDay,
    ageMinutes: row.age_minutes ?? ageOf(row.day_offset ?? 0, row.local_minute ?? 0, now),
    paidDay: row.paid_day_offset,
    refundedDay: row.refunded_day_offset,
    isPaid: row.payment_status === 'paid',
    isRefunded: row.payment_status === 'refunded',
    items,
  };
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
