import { INVENTORY_SECTIONS, type InventorySection } from '@ownerbot/shop';
import { AnyText, Count, Cursor, IntegerIn, Limit, ListOf, MoneyText, Nested, Nullable, OneOf, Optional, rule } from '@ownerbot/tools';

const SECTIONS = ['all', ...INVENTORY_SECTIONS] as const;

function OnlyOfOneSection(): PropertyDecorator {
  return rule('section', `only with section ${INVENTORY_SECTIONS.join(' or ')}`, (_value, owner) => (owner as InventoryStatusPayload).section !== 'all');
}

export class InventoryStatusPayload {
  @OneOf(SECTIONS) readonly section: InventorySection | 'all' = 'all';
  /** Stock up to which an item runs low. */
  @IntegerIn(0, 999) readonly low_stock_lte: number = 5;
  /** Of each section. */
  @Limit(50) readonly limit: number = 20;
  @Optional() @Cursor() @OnlyOfOneSection() readonly cursor?: string;
}

export class InventoryCountsData {
  @Count() readonly total: number;
  @Count() readonly active: number;
  @Count() readonly out_of_stock: number;
  @Count() readonly low_stock: number;
  @Count() readonly missing_photo: number;
  @Count() readonly missing_video: number;
  @Count() readonly missing_price: number;
  @Count() readonly return_flags: number;
  @Count() readonly unpublished: number;
}

export class StockItem {
  @Count() readonly product_id: number;
  @AnyText() readonly sku: string;
  @AnyText() readonly title: string;
  @AnyText() readonly category: string;
  @Count() readonly stock_qty: number;
  /** Selling price. */
  @Nullable() @MoneyText() readonly price: string | null;
  @Nullable() @MoneyText() readonly base_price: string | null;
  @Nullable() @Count() readonly discount_percent: number | null;
  @AnyText() readonly status: string;
}

export class StockSection {
  @OneOf(INVENTORY_SECTIONS) readonly section: InventorySection;
  @Count() readonly total: number;
  @ListOf(() => StockItem, 50) readonly items: readonly StockItem[];
}

export class SectionHeader {
  @OneOf(INVENTORY_SECTIONS) readonly section: InventorySection;
  @Count() readonly total: number;
  @Count() readonly count: number;
  @Count() readonly limit: number;
}

export class InventoryStatusOutput {
  @AnyText() readonly currency: string;
  @Count() readonly low_stock_lte: number;
  @Nested(() => InventoryCountsData) readonly counts: InventoryCountsData;
  /** The seven lists of `all`. */
  @Optional() @ListOf(() => StockSection, INVENTORY_SECTIONS.length) readonly sections?: readonly StockSection[];
  /** Of one section. */
  @Optional() @Nested(() => SectionHeader) readonly header?: SectionHeader;
  @Optional() @ListOf(() => StockItem, 50) readonly items?: readonly StockItem[];
  @Optional() @Nullable() @Cursor() readonly next_cursor?: string | null;
}
