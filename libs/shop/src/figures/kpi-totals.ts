import type { Day, KpiTotals } from '../methods/shared-types';
import type { TrendPoint } from '../methods/revenue-trend';
import { money, quotient, sumOf } from '../money';

/** The figures of one local day, before averages; money as decimal text. */
export interface DayFigures {
  readonly day: Day;
  readonly revenue_gross: string;
  readonly revenue_net: string;
  readonly orders_created: number;
  readonly orders_paid: number;
  readonly items_sold: number;
  readonly refunds_count: number;
  readonly refunds_amount: string;
}

/** Sums days into the figures of a window; averages are made from the sums, never from averages. */
export function totalsOf(days: readonly DayFigures[]): KpiTotals {
  const count = (figure: 'orders_created' | 'orders_paid' | 'items_sold' | 'refunds_count'): number =>
    days.reduce((sum, day) => sum + day[figure], 0);
  const net = sumOf(days.map((day) => day.revenue_net));
  const paid = count('orders_paid');
  return {
    revenue_gross: money(sumOf(days.map((day) => day.revenue_gross))),
    revenue_net: money(net),
    orders_created: count('orders_created'),
    orders_paid: paid,
    aov: quotient(net, paid),
    items_sold: count('items_sold'),
    refunds_count: count('refunds_count'),
    refunds_amount: money(sumOf(days.map((day) => day.refunds_amount))),
  };
}

/** One point of a series from the days that it covers. */
export function pointOf(day: Day, days: readonly DayFigures[]): TrendPoint {
  const { revenue_gross, revenue_net, orders_created, orders_paid, aov } = totalsOf(days);
  return { day, revenue_gross, revenue_net, orders_created, orders_paid, aov };
}

export function noFigures(day: Day): DayFigures {
  return {
    day,
    revenue_gross: '0.00',
    revenue_net: '0.00',
    orders_created: 0,
    orders_paid: 0,
    items_sold: 0,
    refunds_count: 0,
    refunds_amount: '0.00',
  };
}
