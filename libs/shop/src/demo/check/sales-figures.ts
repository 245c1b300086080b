import { Decimal } from 'decimal.js';
import type { KpiTotals } from '../../methods/shared-types';
import { money, percentOf, quotient, sumOf } from '../../money';
import type { OrderItemRow } from '../seed/rows';
import type { OrderAt } from './orders-at';

/** Days counted back from today, both inclusive: `{ from: 7, to: 1 }` is the week that ended yesterday. */
export interface OffsetWindow {
  readonly from: number;
  readonly to: number;
}

export function isIn(window: OffsetWindow, day: number | null): boolean {
  return day !== null && day <= window.from && day >= window.to;
}

export function lineTotal(item: OrderItemRow): Decimal {
  return new Decimal(item.unit_price).times(item.qty);
}

export function paidIn(orders: readonly OrderAt[], window: OffsetWindow): OrderAt[] {
  return orders.filter((order) => order.isPaid && isIn(window, order.paidDay));
}

export function kpiOf(orders: readonly OrderAt[], window: OffsetWindow): KpiTotals {
  const paid = paidIn(orders, window);
  const items = paid.flatMap((order) => order.items);
  const net = sumOf(paid.map((order) => order.row.amount));
  const refunded = orders.filter((order) => isIn(window, order.refundedDay));
  return {
    revenue_gross: money(sumOf(items.map(lineTotal))),
    revenue_net: money(net),
    orders_created: orders.filter((order) => isIn(window, order.createdDay)).length,
    orders_paid: paid.length,
    aov: quotient(net, paid.length),
    items_sold: items.reduce((sum, item) => sum + item.qty, 0),
    refunds_count: refunded.length,
    refunds_amount: money(sumOf(refunded.map((order) => order.row.amount))),
  };
}

export interface ProductSales {
  readonly productId: number;
  readonly qty: number;
  readonly revenue: Decimal;
}

/** What each product sold in a window, best first by the metric, then by id. */
export function topProducts(orders: readonly OrderAt[], window: OffsetWindow, metric: 'revenue' | 'qty'): ProductSales[] {
  const sales = new Map<number, ProductSales>();
  for (const item of paidIn(orders, window).flatMap((order) => order.items)) {
    const known = sales.get(item.product_id) ?? { productId: item.product_id, qty: 0, revenue: new Decimal(0) };
    sales.set(item.product_id, { ...known, qty: known.qty + item.qty, revenue: known.revenue.plus(lineTotal(item)) });
  }
  return [...sales.values()].sort((a, b) => new Decimal(b[metric]).comparedTo(a[metric]) || a.productId - b.productId);
}

export interface RefundRate {
  readonly productId: number;
  readonly orders: number;
  readonly refunds: number;
  readonly ratePct: string;
}

/** Refund rates over the paid and refunded orders of a window: overall, and of each product that deviates upwards. */
export function refundRates(orders: readonly OrderAt[], window: OffsetWindow, limits: { minOrders: number; deltaPp: number }) {
  const counted = orders.filter((order) => (order.isPaid || order.isRefunded) && isIn(window, order.paidDay));
  const overall = { orders: counted.length, refunds: counted.filter((order) => order.isRefunded).length };
  const overallPct = new Decimal(overall.refunds).div(overall.orders).times(100);
  const byProduct = new Map<number, { orders: number; refunds: number }>();
  for (const order of counted) {
    for (const { product_id: id } of order.items) {
      const known = byProduct.get(id) ?? { orders: 0, refunds: 0 };
      byProduct.set(id, { orders: known.orders + 1, refunds: known.refunds + (order.isRefunded ? 1 : 0) });
    }
  }
  const rows = [...byProduct]
    .map(([productId, counts]) => ({ productId, ...counts, rate: new Decimal(counts.refunds).div(counts.orders).times(100) }))
    .filter((row) => row.orders >= limits.minOrders && row.rate.minus(overallPct).gte(limits.deltaPp))
    .sort((a, b) => b.rate.comparedTo(a.rate) || a.productId - b.productId)
    .map(({ rate, ...row }): RefundRate => ({ ...row, ratePct: money(rate) }));
  return { ...overall, ratePct: percentOf(overall.refunds, overall.orders), rows };
}

export interface TrustSignal {
  readonly customerId: string;
  readonly signal: 'COUPON_REPEAT' | 'REFUND_REPEAT';
  readonly count: number;
  readonly score: number;
}

/** Customers who came back with the same coupon or with refunds, highest score first. */
export function trustSignals(orders: readonly OrderAt[], window: OffsetWindow): TrustSignal[] {
  const inWindow = orders.filter((order) => isIn(window, order.createdDay));
  const coupons = repeated(inWindow, (order) =>
    (order.isPaid || order.isRefunded) && order.row.coupon_code !== null ? `${order.row.customer_id}/${order.row.coupon_code}` : null,
  );
  const refunds = repeated(inWindow, (order) => (order.isRefunded ? order.row.customer_id : null));
  return [...signalsOf(coupons, 'COUPON_REPEAT', 20), ...signalsOf(refunds, 'REFUND_REPEAT', 30)].sort(
    (a, b) => b.score - a.score || (a.customerId < b.customerId ? -1 : 1),
  );
}

function repeated(orders: readonly OrderAt[], keyOf: (order: OrderAt) => string | null): [string, number][] {
  const counts = new Map<string, number>();
  for (const order of orders) {
    const key = keyOf(order);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= 2);
}

function signalsOf(counts: readonly [string, number][], signal: TrustSignal['signal'], weight: number): TrustSignal[] {
  return counts.map(([key, count]) => ({ customerId: key.split('/')[0] ?? key, signal, count, score: Math.min(100, count * weight) }));
}
