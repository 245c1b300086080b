import { refuse } from '../../errors';
import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { INVENTORY_SECTIONS, type InventoryCounts, type InventoryData, type InventoryItem, type InventoryQuery, type InventorySection } from '../../methods/inventory';
import type { ProductRow } from '../../demo/seed/rows';
import { hasPrice, sellingPrice } from '../prices/selling-price';
import { pageOf, startPage } from './list-page';
import { answerOf, type ReadAt } from './read-at';
import { checkProductIds } from './sales/sales-history';

/** Whether a product belongs to a section (SIS API v1, 8.6). */
export function isInSection(product: ProductRow, section: InventorySection, lowStockLte: number): boolean {
  const isActive = product.status === 'ACTIVE';
  switch (section) {
    case 'out_of_stock':
      return isActive && product.stock_qty === 0;
    case 'low_stock':
      return isActive && product.stock_qty >= 1 && product.stock_qty <= lowStockLte;
    case 'missing_photo':
      return isActive && !product.has_photo;
    case 'missing_video':
      return isActive && !product.has_video;
    case 'missing_price':
      return isActive && !hasPrice(product.base_price);
    case 'return_flags':
      return product.return_flagged;
    case 'unpublished':
      return product.status === 'ARCHIVED';
  }
}

/** Lowest stock first, then by id. The counts are those of the whole shop, also where `product_ids` narrows the items. */
export function inventoryAnswer(read: ReadAt, query: InventoryQuery, products: readonly ProductRow[]): ShopAnswer<InventoryData> {
  const { section, low_stock_lte: lowStockLte, product_ids: ids } = query;
  if (!Number.isInteger(lowStockLte) || lowStockLte < 0 || lowStockLte > 999) throw refuse('low_stock_lte', 'range', '0..999');
  checkProductIds(ids);
  const hash = filtersHash('inventory', { shop_id: read.call.shopId, section, low_stock_lte: lowStockLte, product_ids: ids });
  const start = startPage(query, hash, read.now);
  const sectionsOf = (product: ProductRow): InventorySection[] => INVENTORY_SECTIONS.filter((one) => isInSection(product, one, lowStockLte));
  const matched = products.filter((product) => {
    const isWanted = section === 'all' ? sectionsOf(product).length > 0 : isInSection(product, section, lowStockLte);
    return isWanted && (ids === undefined || ids.includes(product.product_id));
  });
  const { page, items } = pageOf(start, matched, (product) => [product.stock_qty, product.product_id]);
  return answerOf(
    { ...read, now: start.asOf },
    { counts: countsOf(products, lowStockLte), page, items: items.map((product) => itemOf(read, product, sectionsOf(product))) },
    { sources: ['products'], filters_hash: hash, counts: { total: page.total, shown: page.shown } },
  );
}

function countsOf(products: readonly ProductRow[], lowStockLte: number): InventoryCounts {
  const sizeOf = (section: InventorySection): number => products.filter((product) => isInSection(product, section, lowStockLte)).length;
  return {
    total: products.length,
    active: products.filter((product) => product.status === 'ACTIVE').length,
    out_of_stock: sizeOf('out_of_stock'),
    low_stock: sizeOf('low_stock'),
    missing_photo: sizeOf('missing_photo'),
    missing_video: sizeOf('missing_video'),
    missing_price: sizeOf('missing_price'),
    return_flags: sizeOf('return_flags'),
    unpublished: sizeOf('unpublished'),
  };
}

function itemOf({ call }: ReadAt, product: ProductRow, sections: readonly InventorySection[]): InventoryItem {
  const { product_id, sku, title, category, status, stock_qty, base_price, compare_at_price, discount_percent } = product;
  return {
    product_id,
    sku,
    title,
    category,
    status,
    stock_qty,
    base_price,
    price: sellingPrice(base_price, discount_percent),
    compare_at_price,
    discount_percent,
    currency: call.currency,
    sections,
  };
}
