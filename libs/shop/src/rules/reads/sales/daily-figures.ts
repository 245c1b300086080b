import { Decimal } from 'decimal.js';
import { noFigures, type DayFigures } from '../../../figures/kpi-totals';
import { daysOf } from '../../../local-days';
import type { Day, WindowQuery } from '../../../methods/shared-types';
import { missingDays, type ReadAt } from '../read-at';
import type { ResolvedOrder } from '../orders/resolve-orders';

type Sums = { -readonly [K in keyof Omit<DayFigures, 'day'>]: DayFigures[K] extends string ? Decimal : number };

/** The figures of every local day of a window that has data, zeros included, oldest first (SIS API v1, section 6). */
export function dailyFiguresOf(read: ReadAt, orders: readonly ResolvedOrder[], window: WindowQuery): DayFigures[] {
  const days = new Map<Day, Sums>();
  const sumsOf = (day: Day): Sums => {
    const known = days.get(day) ?? noSums();
    days.set(day, known);
    return known;
  };
  const isIn = (day: Day | null): day is Day => day !== null && day >= window.from && day <= window.to;
  for (const order of orders) {
    if (isIn(order.created_day)) sumsOf(order.created_day).orders_created += 1;
    if (order.payment_status === 'paid' && isIn(order.paid_day)) addPaid(sumsOf(order.paid_day), order);
    if (isIn(order.refunded_day)) {
      const sums = sumsOf(order.refunded_day);
      sums.refunds_count += 1;
      sums.refunds_amount = sums.refunds_amount.plus(order.amount);
    }
  }
  const missing = new Set(missingDays(read, window));
  return daysOf(window.from, window.to)
    .filter((day) => !missing.has(day))
    .map((day) => {
      const sums = days.get(day);
      return sums === undefined ? noFigures(day) : figuresOf(day, sums);
    });
}

function noSums(): Sums {
  const zero = new Decimal(0);
  return { revenue_gross: zero, revenue_net: zero, orders_created: 0, orders_paid: 0, items_sold: 0, refunds_count: 0, refunds_amount: zero };
}

function addPaid(sums: Sums, order: ResolvedOrder): void {
  sums.orders_paid += 1;
  sums.revenue_net = sums.revenue_net.plus(order.amount);
  for (const item of order.items) {
    sums.revenue_gross = sums.revenue_gross.plus(new Decimal(item.unit_price).times(item.qty));
    sums.items_sold += item.qty;
  }
}

function figuresOf(day: Day, sums: Sums): DayFigures {
  return { day, ...sums, revenue_gross: sums.revenue_gross.toFixed(2), revenue_net: sums.revenue_net.toFixed(2), refunds_amount: sums.refunds_amount.toFixed(2) };
}
