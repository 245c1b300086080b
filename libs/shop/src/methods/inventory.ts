import { IsMoney, IsPart, IsParts, IsText, IsTexts, IsWhole, MayBeNull } from '../answers/fields';
import { Page, type Money, type PageQuery, type ProductStatus } from './shared-types';

export const INVENTORY_SECTIONS = ['out_of_stock', 'low_stock', 'missing_photo', 'missing_video', 'missing_price', 'return_flags', 'unpublished'] as const;
export type InventorySection = (typeof INVENTORY_SECTIONS)[number];

/** `GET /inventory` (8.6). With `all` the items are those of any section. Lowest stock first, then by id. */
export interface InventoryQuery extends PageQuery {
  readonly section: InventorySection | 'all';
  /** 0..999. */
  readonly low_stock_lte: number;
  /** At most 200. */
  readonly product_ids?: readonly number[];
}

/** `price` is the selling price: the base price less its discount. */
export class InventoryItem {
  @IsWhole(1) readonly product_id: number;
  @IsText() readonly sku: string;
  @IsText() readonly title: string;
  @IsText() readonly category: string;
  @IsText() readonly status: ProductStatus;
  @IsWhole() readonly stock_qty: number;
  @MayBeNull() @IsMoney() readonly base_price: Money | null;
  @MayBeNull() @IsMoney() readonly price: Money | null;
  @MayBeNull() @IsMoney() readonly compare_at_price: Money | null;
  @MayBeNull() @IsWhole() readonly discount_percent: number | null;
  @IsText() readonly currency: string;
  @IsTexts() readonly sections: readonly InventorySection[];
}

/** Complete, whatever the page's limit. */
export class InventoryCounts {
  @IsWhole() readonly total: number;
  @IsWhole() readonly active: number;
  @IsWhole() readonly out_of_stock: number;
  @IsWhole() readonly low_stock: number;
  @IsWhole() readonly missing_photo: number;
  @IsWhole() readonly missing_video: number;
  @IsWhole() readonly missing_price: number;
  @IsWhole() readonly return_flags: number;
  @IsWhole() readonly unpublished: number;
}

export class InventoryData {
  @IsPart(() => InventoryCounts) readonly counts: InventoryCounts;
  @IsPart(() => Page) readonly page: Page;
  @IsParts(() => InventoryItem) readonly items: readonly InventoryItem[];
}
