import { PRODUCT_STATUSES, type ProductStatus } from '@ownerbot/shop';
import { Ids, OneOf, Optional, rule, TextOfLines, True } from '@ownerbot/tools';

/** Exactly one scope: `product_ids`, `stock_lte`, or `status_from` with `scope_all`. */
export class SisProductsPublishPayload {
  @OneOf(PRODUCT_STATUSES) readonly target_status: ProductStatus;
  @Optional() @Ids() readonly product_ids?: readonly number[];
  @Optional() @OneOf(PRODUCT_STATUSES) readonly status_from?: ProductStatus;
  /** Hides products with so many pieces or fewer. */
  @Optional() @rule('stock', '0..9999, only with target_status ARCHIVED', isStock, { type: 'integer', min: 0, max: 9999 }) readonly stock_lte?: number;
  @Optional() @True() readonly scope_all?: true;
  @Optional() @TextOfLines(0, 200) readonly reason?: string;
}

function isStock(value: unknown, owner: object): boolean {
  const isInRange = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 9999;
  return isInRange && (owner as SisProductsPublishPayload).target_status === 'ARCHIVED';
}
