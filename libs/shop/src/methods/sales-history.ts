import { IsDayText, IsPart, IsParts, IsText, IsWhole, IsWholes, MayBeNull } from '../answers/fields';
import type { SalesGroup } from './products-top';
import { Page, type Day, type PageQuery, type ProductStatus, type WindowQuery } from './shared-types';

/** `GET /sales/history` (8.10): 7..120 days. Ordered by product id, or by category. */
export interface SalesHistoryQuery extends WindowQuery, PageQuery {
  readonly group_by: SalesGroup;
  /** At most 200. */
  readonly product_ids?: readonly number[];
}

/** `qty` holds the paid units of each local day from `start`, zeros included. Of a category `product_id` and `status` are null. */
export class SalesHistoryItem {
  @IsText() readonly key: string;
  @MayBeNull() @IsWhole(1) readonly product_id: number | null;
  @IsText() readonly title: string;
  @IsText() readonly category: string;
  @IsWhole() readonly stock_qty: number;
  @MayBeNull() @IsText() readonly status: ProductStatus | null;
  @IsWholes() readonly qty: readonly number[];
}

/** Every product with a price, also those that never sold. */
export class SalesHistoryData {
  @IsPart(() => Page) readonly page: Page;
  @IsDayText() readonly start: Day;
  @IsWhole() readonly days: number;
  @IsParts(() => SalesHistoryItem) readonly items: readonly SalesHistoryItem[];
}
