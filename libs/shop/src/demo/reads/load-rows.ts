import { sql, type Db } from '@ownerbot/storage';
import type { CampaignRow, ChatThreadRow, CouponRow, FxRow, LookRow, ProductRow, VariantRow } from '../seed/rows';
import { ShopError } from '../../errors';

/** Whole tables, for the rules that work on rows: each holds a few dozen of them at most. Read only. */
export function loadProducts(db: Db): Promise<ProductRow[]> {
  return db.query<ProductRow>(sql.named('demo-products')`select * from demo.demo_products order by product_id`);
}

export function loadVariants(db: Db): Promise<VariantRow[]> {
  return db.query<VariantRow>(sql.named('demo-variants')`select * from demo.demo_product_variants order by variant_id`);
}

export function loadLooks(db: Db): Promise<LookRow[]> {
  return db.query<LookRow>(sql.named('demo-looks')`select * from demo.demo_looks order by look_id`);
}

export function loadThreads(db: Db): Promise<ChatThreadRow[]> {
  return db.query<ChatThreadRow>(sql.named('demo-threads')`select * from demo.demo_chat_threads order by thread_id`);
}

export function loadCampaigns(db: Db): Promise<CampaignRow[]> {
  return db.query<CampaignRow>(sql.named('demo-campaigns')`select * from demo.demo_campaigns order by campaign_id`);
}

type CouponInRow = Omit<CouponRow, 'starts_at' | 'ends_at'> & { readonly starts_at: Date | null; readonly ends_at: Date | null };

export async function loadCoupons(db: Db): Promise<CouponRow[]> {
  const rows = await db.query<CouponInRow>(sql.named('demo-coupons')`select * from demo.demo_coupons order by coupon_id`);
  return rows.map((row) => ({ ...row, starts_at: row.starts_at?.toISOString() ?? null, ends_at: row.ends_at?.toISOString() ?? null }));
}

export async function loadFx(db: Db): Promise<FxRow> {
  const [fx] = await db.query<FxRow>(sql.named('demo-fx')`select * from demo.demo_fx`);
  if (fx === undefined) throw new ShopError('DEMO_NOT_SEEDED', 'the demo shop has no rate: run ownerbot demo reset');
  return fx;
}
