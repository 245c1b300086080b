import { sql } from '@ownerbot/storage';
import type { ShopAnswer } from '../../../envelope';
import { refuse } from '../../../errors';
import { filtersHash } from '../../../filters-hash';
import { checkWindow } from '../../../check-window';
import { dayOf } from '../../../local-days';
import type { TrustSignalRow, TrustSignalsData, TrustSignalsQuery } from '../../../methods/demo-only';
import { answerOf } from '../../../rules/reads/read-at';
import type { DemoRead } from '../demo-read';

/**
 * Customers who come back with the same coupon, with refunds or with failed payments, over the orders created in a window
 * (tools, section 10). Highest score first, then by customer; the evidence is the newest orders. Reads only.
 */
export async function readTrustSignals(read: DemoRead, query: TrustSignalsQuery): Promise<ShopAnswer<TrustSignalsData>> {
  checkWindow(query, read.now);
  const { from, to, tz, limit } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 50) throw refuse('limit', 'range', '1..50');
  const { now } = read;
  const rows = await read.db.query<TrustSignalRow>(sql.named('demo-trust-signals')`
    with own as materialized (
      select * from demo.orders_at(${now}::timestamptz, ${tz}::text, ${dayOf(now, tz)}::date)
      where created_day between ${from}::date and ${to}::date
    ), signals as (
      select customer_id, 'COUPON_REPEAT' as signal, coupon_code as subject, 20 as weight, order_id, created_at
      from own where coupon_code is not null and payment_status in ('paid', 'refunded')
      union all
      select customer_id, 'REFUND_REPEAT', '', 30, order_id, created_at from own where payment_status = 'refunded'
      union all
      select customer_id, 'PAYMENT_FAIL_REPEAT', '', 15, order_id, created_at from own where payment_status = 'failed'
    )
    select customer_id, signal, count(*)::int as count, least(100, count(*) * max(weight))::int as score,
      (array_agg(order_id order by created_at desc, order_id collate "C"))[1:5] as evidence_order_ids
    from signals group by customer_id, signal, subject having count(*) >= 2
    order by score desc, customer_id collate "C", signal, subject collate "C"`);
  const shown = rows.slice(0, limit);
  return answerOf(
    read,
    { total: rows.length, rows: shown },
    {
      sources: ['orders'],
      window: { from, to, tz, granularity: 'total' },
      filters_hash: filtersHash('trustSignals', { shop_id: read.call.shopId, from, to, tz, limit }),
      counts: { total: rows.length, shown: shown.length },
    },
  );
}
