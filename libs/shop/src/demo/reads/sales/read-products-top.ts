import { sql } from '@ownerbot/storage';
import type { ShopAnswer } from '../../../envelope';
import { dayOf } from '../../../local-days';
import type { ProductsTopData, ProductsTopQuery } from '../../../methods/products-top';
import { checkTopQuery, productsTopAnswer, type ProductSales } from '../../../rules/reads/sales/products-top';
import type { DemoRead } from '../demo-read';
import { loadProducts } from '../load-rows';

/** What each product sold in a window, ranked. Reads only. */
export async function readProductsTop(read: DemoRead, query: ProductsTopQuery): Promise<ShopAnswer<ProductsTopData>> {
  const { db, now } = read;
  checkTopQuery(query, now);
  const { from, to, tz } = query;
  const sales = await db.query<ProductSales>(sql.named('demo-product-sales')`
    select i.product_id, sum(i.qty)::int as qty, sum(i.qty * i.unit_price)::text as revenue
    from demo.orders_at(${now}::timestamptz, ${tz}::text, ${dayOf(now, tz)}::date) o join demo.demo_order_items i using (order_id)
    where o.payment_status = 'paid' and o.paid_day between ${from}::date and ${to}::date
    group by i.product_id`);
  return productsTopAnswer(read, query, sales, await loadProducts(db));
}
