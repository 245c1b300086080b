import { sql } from '@ownerbot/storage';
import { Decimal } from 'decimal.js';
import type { ShopAnswer } from '../../../envelope';
import { refuse } from '../../../errors';
import { filtersHash } from '../../../filters-hash';
import { checkWindow } from '../../../check-window';
import { dayOf } from '../../../local-days';
import type { ProductRefunds, RefundRatesData, RefundRatesQuery } from '../../../methods/demo-only';
import { money, percentOf } from '../../../money';
import { answerOf } from '../../../rules/reads/read-at';
import type { DemoRead } from '../demo-read';

const PERCENTAGE_POINTS = /^\d{1,2}(\.\d{1,2})?$/;

interface Counted {
  readonly product_id: number | null;
  readonly title: string | null;
  readonly orders: number;
  readonly refunds: number;
}

/** How often orders come back, overall and by product, over the orders of a window that are paid or refunded. Reads only. */
export async function readRefundRates(read: DemoRead, query: RefundRatesQuery): Promise<ShopAnswer<RefundRatesData>> {
  checkQuery(query, read.now);
  const { from, to, tz, min_orders: minOrders, delta_pp: deltaPp } = query;
  const { now } = read;
  const counted = await read.db.query<Counted>(sql.named('demo-refund-rates')`
    with counted as materialized (
      select order_id, payment_status = 'refunded' as is_refunded
      from demo.orders_at(${now}::timestamptz, ${tz}::text, ${dayOf(now, tz)}::date)
      where payment_status in ('paid', 'refunded') and paid_day between ${from}::date and ${to}::date
    )
    select null::int as product_id, null as title, count(*)::int as orders, (count(*) filter (where is_refunded))::int as refunds from counted
    union all
    select product_id, title, count(*)::int, (count(*) filter (where is_refunded))::int
    from counted join demo.demo_order_items using (order_id) join demo.demo_products using (product_id)
    group by product_id, title`);
  const overall = counted.find((row) => row.product_id === null) ?? { orders: 0, refunds: 0 };
  const overallRate = rateOf(overall);
  const rows = counted
    .flatMap((row) => (row.product_id === null || row.title === null ? [] : [{ ...row, product_id: row.product_id, title: row.title, rate: rateOf(row) }]))
    .filter((row) => row.orders >= minOrders && row.rate.minus(overallRate).gte(deltaPp))
    .sort((a, b) => b.rate.comparedTo(a.rate) || a.product_id - b.product_id)
    .map(
      ({ product_id, title, orders, refunds, rate }): ProductRefunds => ({
        product_id,
        title,
        orders,
        refunds,
        rate_pct: money(rate),
        delta_pp: money(rate.minus(overallRate)),
      }),
    );
  return answerOf(
    read,
    { overall: { orders: overall.orders, refunds: overall.refunds, rate_pct: percentOf(overall.refunds, overall.orders) }, rows },
    {
      sources: ['orders', 'products'],
      window: { from, to, tz, granularity: 'total' },
      filters_hash: filtersHash('refundRates', { shop_id: read.call.shopId, from, to, tz, min_orders: minOrders, delta_pp: deltaPp }),
      counts: { total: rows.length, shown: rows.length },
    },
  );
}

function rateOf({ orders, refunds }: Pick<Counted, 'orders' | 'refunds'>): Decimal {
  return orders === 0 ? new Decimal(0) : new Decimal(refunds).div(orders).times(100);
}

function checkQuery(query: RefundRatesQuery, now: Date): void {
  checkWindow(query, now);
  const { min_orders: minOrders, delta_pp: deltaPp } = query;
  if (!Number.isInteger(minOrders) || minOrders < 5 || minOrders > 500) throw refuse('min_orders', 'range', '5..500');
  const isPoints = PERCENTAGE_POINTS.test(deltaPp) && new Decimal(deltaPp).gte('0.5') && new Decimal(deltaPp).lte(20);
  if (!isPoints) throw refuse('delta_pp', 'range', '0.5..20');
}
