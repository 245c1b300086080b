import { sql } from '@ownerbot/storage';
import type { CouponRow, ProductRow } from '../../demo/seed/rows';
import type { ShopAnswer } from '../../envelope';
import { instantOrNull } from '../../instants';
import type { CouponsData, CouponsQuery } from '../../methods/coupons';
import type { InventoryData, InventoryQuery } from '../../methods/inventory';
import { money } from '../../money';
import { couponsAnswer } from '../../rules/reads/coupons';
import { inventoryAnswer } from '../../rules/reads/inventory';
import { checkOther, type SisDbRead } from './sis-db-read';

type ProductInRow = Omit<ProductRow, 'product_id' | 'input_price' | 'weight'> & { readonly product_id: string; readonly other: string | null };

/** The whole catalogue: the rules of stock and of zero rows look at every product. */
export async function loadProducts(read: SisDbRead): Promise<ProductRow[]> {
  const { tx, call } = read;
  const rows = await tx.query<ProductInRow>(sql`
    select product_id, sku, title, category, status, stock_qty, base_price, compare_at_price, discount_percent, has_photo, has_video, return_flagged,
      nullif(currency, ${call.currency}::text) as other
    from products where shop_id = ${call.shopId}::integer order by product_id`);
  checkOther(read, rows.map((row) => row.other));
  return rows.map(({ other: _other, ...row }) => ({
    ...row,
    product_id: Number(row.product_id),
    base_price: moneyOrNull(row.base_price),
    compare_at_price: moneyOrNull(row.compare_at_price),
    input_price: null,
    weight: 0,
  }));
}

export async function readInventory(read: SisDbRead, query: InventoryQuery): Promise<ShopAnswer<InventoryData>> {
  return inventoryAnswer(read, query, await loadProducts(read));
}

type CouponInRow = Pick<CouponRow, 'code' | 'active' | 'percent_off' | 'amount_off' | 'used_count' | 'max_uses'> & {
  readonly coupon_id: string;
  readonly starts_at: Date | null;
  readonly ends_at: Date | null;
  readonly product_ids: readonly string[] | null;
  readonly other: string | null;
};

export async function readCoupons(read: SisDbRead, query: CouponsQuery): Promise<ShopAnswer<CouponsData>> {
  const { tx, call } = read;
  const rows = await tx.query<CouponInRow>(sql`
    select coupon_id, code, active, percent_off, amount_off, used_count, max_uses, starts_at, ends_at, product_ids, nullif(currency, ${call.currency}::text) as other
    from coupons where shop_id = ${call.shopId}::integer order by coupon_id`);
  checkOther(read, rows.map((row) => row.other));
  return couponsAnswer(read, query, rows.map(couponRow));
}

/** Its times stand as they are: nothing about them is counted back from today. */
function couponRow({ coupon_id, code, active, percent_off, amount_off, used_count, max_uses, starts_at, ends_at, product_ids }: CouponInRow): CouponRow {
  return {
    coupon_id: Number(coupon_id),
    code,
    active,
    percent_off,
    amount_off: moneyOrNull(amount_off),
    used_count,
    max_uses,
    starts_at: instantOrNull(starts_at),
    starts_day_offset: null,
    starts_minute: null,
    ends_at: instantOrNull(ends_at),
    ends_day_offset: null,
    ends_minute: null,
    product_ids: product_ids === null ? null : product_ids.map(Number),
  };
}

export function moneyOrNull(value: string | null): string | null {
  return value === null ? null : money(value);
}
