import { daysOf, type Day, type DayFigures, type WindowQuery } from '@ownerbot/shop';
import { Decimal } from 'decimal.js';
import type { Sim } from '../sim';
import type { OrderAt } from './shop-at';
import { missingDays } from './windows';

interface Sums {
  gross: Decimal;
  net: Decimal;
  refunded: Decimal;
  created: number;
  paid: number;
  items: number;
  refunds: number;
}

/** The figures of every local day of a window that has data, zeros included, oldest first (SIS API v1, section 6). */
export function dailyFigures(sim: Sim, orders: readonly OrderAt[], window: WindowQuery, now: Date): DayFigures[] {
  const sums = sumsByDay(orders, window);
  const missing = new Set(missingDays(sim, window, now));
  return daysOf(window.from, window.to)
    .filter((day) => !missing.has(day))
    .map((day) => figuresOf(day, sums.get(day) ?? noSums()));
}

export function grossOf({ items }: OrderAt): Decimal {
  return items.reduce((sum, item) => sum.plus(new Decimal(item.unit_price).times(item.qty)), new Decimal(0));
}

function sumsByDay(orders: readonly OrderAt[], { from, to }: WindowQuery): Map<Day, Sums> {
  const byDay = new Map<Day, Sums>();
  /** Undefined for a day outside the window. */
  const of = (day: Day | null): Sums | undefined => {
    if (day === null || day < from || day > to) return undefined;
    const known = byDay.get(day) ?? noSums();
    byDay.set(day, known);
    return known;
  };
  for (const order of orders) {
    const created = of(order.createdDay);
    if (created !== undefined) created.created += 1;
    const paid = order.row.payment_status === 'paid' ? of(order.paidDay) : undefined;
    if (paid !== undefined) {
      paid.paid += 1;
      paid.gross = paid.gross.plus(grossOf(order));
      paid.net = paid.net.plus(order.row.amount);
      paid.items += order.items.reduce((total, item) => total + item.qty, 0);
    }
    const refunded = of(order.refundedDay);
    if (refunded !== undefined) {
      refunded.refunds += 1;
      refunded.refunded = refunded.refunded.plus(order.row.amount);
    }
  }
  return byDay;
}

function noSums(): Sums {
  return { gross: new Decimal(0), net: new Decimal(0), refunded: new Decimal(0), created: 0, paid: 0, items: 0, refunds: 0 };
}

function figuresOf(day: Day, sums: Sums): DayFigures {
  return {
    day,
    revenue_gross: sums.gross.toFixed(2),
    revenue_net: sums.net.toFixed(2),
    orders_created: sums.created,
    orders_paid: sums.paid,
    items_sold: sums.items,
    refunds_count: sums.refunds,
    refunds_amount: sums.refunded.toFixed(2),
  };
}
