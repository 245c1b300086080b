import { hasPrice, INVENTORY_SECTIONS, sellingPrice, type InventoryCounts, type InventoryData, type InventoryItem, type InventorySection } from '@ownerbot/shop';
import type { SimRows } from '../../data/sim-rows';
import { invalid } from '../../sis-refusal';
import { pageRequest } from '../pages';
import type { ReadEndpoint } from '../read-endpoint';

type ProductRow = SimRows['products'][number];

export const inventory: ReadEndpoint = {
  capability: 'inventory',
  read({ sim, now, path, query, reader, currency, filtersHash }) {
    const section = reader.oneOf('section', ['all', ...INVENTORY_SECTIONS]);
    if (section === undefined) throw invalid('section', `all, ${INVENTORY_SECTIONS.join(', ')}`);
    const lowStock = reader.integer('low_stock_lte', { min: 0, max: 999 }) ?? 5;
    const ids = reader.ids('product_ids');
    const paging = pageRequest(query, path, now);
    const { products } = sim.store.state().rows;
    const listed = products
      .filter((product) => ids === undefined || ids.includes(product.product_id))
      .map((product) => itemOf(product, { lowStock, currency }))
      .filter((item) => (section === 'all' ? item.sections.length > 0 : item.sections.includes(section)))
      .sort((a, b) => a.stock_qty - b.stock_qty || a.product_id - b.product_id);
    const { page, items } = paging.cut(listed, (item) => String(item.product_id));
    const data: InventoryData = { counts: countsOf(products, lowStock), page, items };
    return { data, sources: ['sis:products'], filtersHash, asOf: now, counts: { total: page.total, shown: page.shown } };
  },
};

function sectionsOf(product: ProductRow, lowStock: number): InventorySection[] {
  const isActive = product.status === 'ACTIVE';
  const holds: Record<InventorySection, boolean> = {
    out_of_stock: isActive && product.stock_qty === 0,
    low_stock: isActive && product.stock_qty >= 1 && product.stock_qty <= lowStock,
    missing_photo: isActive && !product.has_photo,
    missing_video: isActive && !product.has_video,
    missing_price: isActive && !hasPrice(product.base_price),
    return_flags: product.return_flagged,
    unpublished: !isActive,
  };
  return INVENTORY_SECTIONS.filter((section) => holds[section]);
}

/** Over the whole shop, whatever was asked for. */
function countsOf(products: readonly ProductRow[], lowStock: number): InventoryCounts {
  const sections = products.flatMap((product) => sectionsOf(product, lowStock));
  const count = (section: InventorySection): number => sections.filter((one) => one === section).length;
  return {
    total: products.length,
    active: products.filter((product) => product.status === 'ACTIVE').length,
    out_of_stock: count('out_of_stock'),
    low_stock: count('low_stock'),
    missing_photo: count('missing_photo'),
    missing_video: count('missing_video'),
    missing_price: count('missing_price'),
    return_flags: count('return_flags'),
    unpublished: count('unpublished'),
  };
}

function itemOf(product: ProductRow, { lowStock, currency }: { lowStock: number; currency: string }): InventoryItem {
  return {
    product_id: product.product_id,
    sku: product.sku,
    title: product.title,
    category: product.category,
    status: product.status,
    stock_qty: product.stock_qty,
    base_price: product.base_price,
    price: sellingPrice(product.base_price, product.discount_percent),
    compare_at_price: product.compare_at_price,
    discount_percent: product.discount_percent,
    currency,
    sections: sectionsOf(product, lowStock),
  };
}
