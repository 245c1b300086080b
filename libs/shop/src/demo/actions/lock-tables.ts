import { sql, type Db } from '@ownerbot/storage';
import type { ShopActionKind } from '../../methods/actions/action-kinds';

const PRICES = ['demo_fx', 'demo_product_variants', 'demo_products'] as const;
const REPRICING = ['demo_coupons', 'demo_fx', 'demo_fx_backups', 'demo_fx_jobs', 'demo_product_variants', 'demo_products'] as const;

/** The tables that an apply reads its target set from, always in the same order, so that two applies cannot wait for each other. */
const LOCKED: Readonly<Record<ShopActionKind, readonly string[]>> = {
  'prices/bump': PRICES,
  'prices/adjust': PRICES,
  reprice: REPRICING,
  'reprice/rollback': REPRICING,
  fx: REPRICING,
  'fx/settings': ['demo_fx'],
  'products/publish': ['demo_products'],
  'looks/publish': ['demo_looks'],
  'discounts/set': ['demo_products'],
  'discounts/clear': ['demo_products'],
  'orders/flag': ['demo_orders'],
  'coupons/upsert': ['demo_coupons', 'demo_products'],
  'coupons/disable': ['demo_coupons'],
  'campaigns/status': ['demo_campaigns'],
};

/** Keeps other applies away from the target set until the transaction ends; readers are not held up. */
export async function lockTables(tx: Db, kind: ShopActionKind): Promise<void> {
  const names = LOCKED[kind].map((table) => sql`demo.${sql.identifier(table)}`);
  await tx.query(sql`lock table ${names.reduce((all, name) => sql`${all}, ${name}`)} in share row exclusive mode`);
}
