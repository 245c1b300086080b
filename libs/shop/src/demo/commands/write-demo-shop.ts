import { sql, storableJson, type Db } from '@ownerbot/storage';
import { DEMO_MIGRATIONS, DEMO_VERSION } from '../schema/demo-migrations';
import { buildDemoShop } from '../seed/build-demo-shop';
import type { DemoRows } from '../seed/rows';

/** In the order of their references. */
function tablesOf(rows: DemoRows): readonly (readonly [table: string, rows: readonly object[]])[] {
  return [
    ['demo_products', rows.products],
    ['demo_product_variants', rows.variants],
    ['demo_looks', rows.looks],
    ['demo_orders', rows.orders],
    ['demo_order_items', rows.items],
    ['demo_coupons', rows.coupons],
    ['demo_chat_threads', rows.threads],
    ['demo_fx', [rows.fx]],
    ['demo_funnel_daily', rows.funnel],
    ['demo_campaigns', rows.campaigns],
  ];
}

/** Makes schema, tables and rows of a seed. Called inside a transaction: the shop is there whole, or not at all. */
export async function writeDemoShop(tx: Db, seed: string): Promise<void> {
  await tx.query(sql`create schema if not exists demo`);
  for (const statement of DEMO_MIGRATIONS.flat()) await tx.query(statement);
  const tables = tablesOf(buildDemoShop(seed));
  for (const [table, rows] of tables) {
    const name = sql.identifier(table);
    // One parameter for all rows of a table; the keys of a row are its columns.
    await tx.query(sql`insert into demo.${name} select * from jsonb_populate_recordset(null::demo.${name}, ${storableJson(rows)}::jsonb)`);
  }
  await tx.query(sql`insert into demo.demo_meta (seed, version) values (${seed}, ${DEMO_VERSION})`);
  // Fresh tables have no statistics, and a plan without them is many times slower.
  for (const [table] of tables) await tx.query(sql`analyze demo.${sql.identifier(table)}`);
}
