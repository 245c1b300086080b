import { daysBetween, hasPrice, SALES_GROUPS, type Day, type SalesHistoryData, type SalesHistoryItem, type WindowQuery } from '@ownerbot/shop';
import type { SimRows } from '../../data/sim-rows';
import { pageRequest } from '../pages';
import type { ReadEndpoint } from '../read-endpoint';
import { ordersAt, type OrderAt } from '../shop-at';
import { completenessOf } from '../windows';
import { compareKeys } from './products-top';

const DEFAULT_LIMIT = 200;

export const salesHistory: ReadEndpoint = {
  capability: 'sales_history',
  read({ sim, now, path, query, reader, filtersHash }) {
    const window = reader.window(now, { min: 7, max: 120 });
    const groupBy = reader.oneOf('group_by', SALES_GROUPS) ?? 'product';
    const ids = reader.ids('product_ids');
    const paging = pageRequest(query, path, now, DEFAULT_LIMIT);
    const { rows } = sim.store.state();
    const items = itemsOf(rows, { window, orders: ordersAt(rows, { now: paging.asOf, tz: window.tz }), ids });
    const grouped = groupBy === 'product' ? items : byCategory(items);
    const { page, items: shown } = paging.cut(grouped.sort((a, b) => compareKeys(a.key, b.key)), (item) => item.key);
    const data: SalesHistoryData = { page, start: window.from, days: daysBetween(window.from, window.to), items: shown };
    return {
      data,
      sources: ['sis:orders', 'sis:products'],
      filtersHash,
      asOf: paging.asOf,
      window: { from: window.from, to: window.to, timezone: window.tz, granularity: 'day' },
      counts: { total: page.total, shown: page.shown },
      completeness: completenessOf(sim, window, paging.asOf),
    };
  },
};

interface Asked {
  readonly window: WindowQuery;
  readonly orders: readonly OrderAt[];
  readonly ids: readonly number[] | undefined;
}

/** Every product with a price, also those that never sold. */
function itemsOf({ products }: SimRows, { window, orders, ids }: Asked): SalesHistoryItem[] {
  const days = daysBetween(window.from, window.to);
  const sold = soldByProduct(orders, window.from);
  return products
    .filter((product) => hasPrice(product.base_price) && (ids === undefined || ids.includes(product.product_id)))
    .map((product) => {
      const ofProduct = sold.get(product.product_id);
      return {
        key: String(product.product_id),
        product_id: product.product_id,
        title: product.title,
        category: product.category,
        stock_qty: product.stock_qty,
        status: product.status,
        qty: Array.from({ length: days }, (_, day) => ofProduct?.get(day) ?? 0),
      };
    });
}

/** Paid units of each product by the number of the day, 0 being the first. */
function soldByProduct(orders: readonly OrderAt[], from: Day): Map<number, Map<number, number>> {
  const sold = new Map<number, Map<number, number>>();
  for (const { row, paidDay, items } of orders) {
    if (row.payment_status !== 'paid' || paidDay === null || paidDay < from) continue;
    const day = daysBetween(from, paidDay) - 1;
    for (const { product_id: id, qty } of items) {
      const ofProduct = sold.get(id) ?? new Map<number, number>();
      sold.set(id, ofProduct.set(day, (ofProduct.get(day) ?? 0) + qty));
    }
  }
  return sold;
}

function byCategory(items: readonly SalesHistoryItem[]): SalesHistoryItem[] {
  const categories = new Map<string, SalesHistoryItem>();
  for (const item of items) {
    const known = categories.get(item.category);
    categories.set(item.category, {
      key: item.category,
      product_id: null,
      title: item.category,
      category: item.category,
      stock_qty: (known?.stock_qty ?? 0) + item.stock_qty,
      status: null,
      qty: item.qty.map((qty, day) => qty + (known?.qty[day] ?? 0)),
    });
  }
  return [...categories.values()];
}
