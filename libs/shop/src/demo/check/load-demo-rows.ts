import { sql, type Db, type Sql } from '@ownerbot/storage';
import type { DemoRows } from '../seed/rows';

/** All rows as they stand in the tables, edits included. */
export async function loadDemoRows(db: Db): Promise<DemoRows> {
  const all = <Row extends object>(statement: Sql): Promise<Row[]> => db.query<Row>(statement);
  const [fx] = await all<DemoRows['fx']>(sql`select * from demo.demo_fx`);
  if (fx === undefined) throw new RangeError('demo.demo_fx is empty');
  return {
    products: await all(sql`select * from demo.demo_products order by product_id`),
    variants: await all(sql`select * from demo.demo_product_variants order by variant_id`),
    looks: await all(sql`select * from demo.demo_looks order by look_id`),
    orders: await all(sql`select * from demo.demo_orders order by order_id`),
    items: await all(sql`select * from demo.demo_order_items order by order_id, product_id`),
    coupons: await all(sql`select * from demo.demo_coupons order by coupon_id`),
    threads: await all(sql`select * from demo.demo_chat_threads order by thread_id`),
    fx,
    funnel: await all(sql`select * from demo.demo_funnel_daily order by day_offset`),
    campaigns: await all(sql`select * from demo.demo_campaigns order by campaign_id`),
  };
}
