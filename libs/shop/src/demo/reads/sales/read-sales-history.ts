import { sql } from '@ownerbot/storage';
import type { ShopAnswer } from '../../../envelope';
import { dayOf } from '../../../local-days';
import type { SalesHistoryData, SalesHistoryQuery } from '../../../methods/sales-history';
import { salesHistoryAnswer, startHistoryPage, type DailySales } from '../../../rules/reads/sales/sales-history';
import type { DemoRead } from '../demo-read';
import { loadProducts } from '../load-rows';

/** Paid units of every product by local day. Reads only. */
export async function readSalesHistory(read: DemoRead, query: SalesHistoryQuery): Promise<ShopAnswer<SalesHistoryData>> {
  const start = startHistoryPage(read, query);
  const { from, to, tz } = query;
  const at = start.asOf;
  const sales = await read.db.query<DailySales>(sql.named('demo-daily-sales')`
    select i.product_id, o.paid_day::text as day, sum(i.qty)::int as qty
    from demo.orders_at(${at}::timestamptz, ${tz}::text, ${dayOf(at, tz)}::date) o join demo.demo_order_items i using (order_id)
    where o.payment_status = 'paid' and o.paid_day between ${from}::date and ${to}::date
    group by i.product_id, o.paid_day`);
  return salesHistoryAnswer(read, query, start, sales, await loadProducts(read.db));
}
