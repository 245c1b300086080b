import { refuse } from '../../../errors';
import type { ShopAnswer } from '../../../envelope';
import { filtersHash } from '../../../filters-hash';
import { checkWindow } from '../../../check-window';
import { daysBetween, daysOf } from '../../../local-days';
import type { SalesHistoryData, SalesHistoryItem, SalesHistoryQuery } from '../../../methods/sales-history';
import type { Day } from '../../../methods/shared-types';
import { hasPrice } from '../../prices/selling-price';
import { pageOf, startPage, type PageStart } from '../list-page';
import { answerOf, type ReadAt } from '../read-at';
import type { ListedProduct } from './products-top';
import type { ResolvedOrder } from '../orders/resolve-orders';

const SPAN = { min: 7, max: 120 } as const;
const MAX_IDS = 200;

/** Paid units of a product on a local day. */
export interface DailySales {
  readonly product_id: number;
  readonly day: Day;
  readonly qty: number;
}

export function startHistoryPage(read: ReadAt, query: SalesHistoryQuery): PageStart {
  checkWindow(query, read.now, SPAN);
  checkProductIds(query.product_ids);
  return startPage(query, hashOf(read, query), read.now);
}

export function checkProductIds(ids: readonly number[] | undefined): void {
  if (ids !== undefined && (ids.length < 1 || ids.length > MAX_IDS)) throw refuse('product_ids', 'length', `1..${MAX_IDS} ids`);
}

/** Units by day of orders in memory. */
export function dailySales(orders: readonly ResolvedOrder[], { from, to }: SalesHistoryQuery): DailySales[] {
  return orders.flatMap(({ payment_status: payment, paid_day: day, items }) =>
    payment !== 'paid' || day === null || day < from || day > to ? [] : items.map((item) => ({ product_id: item.product_id, day, qty: item.qty })),
  );
}

/** Every product with a price, or category of such, with its units of each day (8.10). */
export function salesHistoryAnswer(
  read: ReadAt,
  query: SalesHistoryQuery,
  start: PageStart,
  sales: readonly DailySales[],
  products: readonly ListedProduct[],
): ShopAnswer<SalesHistoryData> {
  const { from, to, tz, group_by: groupBy, product_ids: ids } = query;
  const chosen = products.filter((product) => (product.status === null || hasPrice(product.base_price)) && (ids === undefined || ids.includes(product.product_id)));
  const series = seriesByProduct(sales, daysOf(from, to));
  const days = daysBetween(from, to);
  const ofProducts = chosen.map((product): SalesHistoryItem => {
    const { product_id, title, category, stock_qty, status } = product;
    return { key: String(product_id), product_id, title, category, stock_qty, status, qty: series.get(product_id) ?? zeros(days) };
  });
  const all = groupBy === 'product' ? ofProducts : byCategory(ofProducts, days);
  const { page, items } = pageOf(start, all, (item) => [item.product_id ?? item.key]);
  return answerOf(
    { ...read, now: start.asOf },
    { page, start: from, days, items },
    {
      sources: ['orders', 'products'],
      window: { from, to, tz, granularity: 'day' },
      filters_hash: hashOf(read, query),
      counts: { total: page.total, shown: page.shown },
    },
  );
}

function hashOf({ call }: ReadAt, { from, to, tz, group_by, product_ids }: SalesHistoryQuery): string {
  return filtersHash('salesHistory', { shop_id: call.shopId, from, to, tz, group_by, product_ids });
}

function zeros(days: number): number[] {
  return Array.from({ length: days }, () => 0);
}

function seriesByProduct(sales: readonly DailySales[], days: readonly Day[]): Map<number, number[]> {
  const indexOf = new Map(days.map((day, index) => [day, index]));
  const series = new Map<number, number[]>();
  for (const { product_id: id, day, qty } of sales) {
    const index = indexOf.get(day);
    if (index === undefined) continue;
    const own = series.get(id) ?? zeros(days.length);
    own[index] = (own[index] ?? 0) + qty;
    series.set(id, own);
  }
  return series;
}

function byCategory(items: readonly SalesHistoryItem[], days: number): SalesHistoryItem[] {
  const groups = new Map<string, SalesHistoryItem>();
  for (const item of items) {
    const { category } = item;
    const known = groups.get(category) ?? { key: category, product_id: null, title: category, category, stock_qty: 0, status: null, qty: zeros(days) };
    groups.set(category, { ...known, stock_qty: known.stock_qty + item.stock_qty, qty: known.qty.map((qty, index) => qty + (item.qty[index] ?? 0)) });
  }
  return [...groups.values()];
}
