import { Decimal } from 'decimal.js';
import { refuse } from '../../../errors';
import type { ShopAnswer } from '../../../envelope';
import { filtersHash } from '../../../filters-hash';
import { checkWindow } from '../../../check-window';
import type { ProductsTopData, ProductsTopQuery, SalesGroup, TopRow } from '../../../methods/products-top';
import type { ProductRow } from '../../../demo/seed/rows';
import { money, percentOf, sumOf } from '../../../money';
import { hasPrice } from '../../prices/selling-price';
import type { ProductStatus, WindowQuery } from '../../../methods/shared-types';
import { answerOf, type ReadAt } from '../read-at';
import type { ResolvedOrder } from '../orders/resolve-orders';

const MAX_LIMIT = 30;

/** What a product sold in paid orders; money as decimal text. */
export interface ProductSales {
  readonly product_id: number;
  readonly qty: number;
  readonly revenue: string;
}

/** A product as sales list it; `status` is null where it was sold and is no longer in the catalogue. */
export interface ListedProduct extends Pick<ProductRow, 'product_id' | 'title' | 'category' | 'stock_qty' | 'base_price'> {
  readonly status: ProductStatus | null;
}

export function checkTopQuery(query: ProductsTopQuery, now: Date): void {
  checkWindow(query, now);
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) throw refuse('limit', 'range', `1..${MAX_LIMIT}`);
}

/** Sales of each product that sold in a window, of orders in memory. */
export function productSales(orders: readonly ResolvedOrder[], window: WindowQuery): ProductSales[] {
  const sales = new Map<number, { qty: number; revenue: Decimal }>();
  for (const item of paidItems(orders, window)) {
    const known = sales.get(item.product_id) ?? { qty: 0, revenue: new Decimal(0) };
    sales.set(item.product_id, { qty: known.qty + item.qty, revenue: known.revenue.plus(new Decimal(item.unit_price).times(item.qty)) });
  }
  return [...sales].map(([id, { qty, revenue }]) => ({ product_id: id, qty, revenue: revenue.toFixed(2) }));
}

function paidItems(orders: readonly ResolvedOrder[], { from, to }: WindowQuery) {
  return orders
    .filter(({ payment_status: payment, paid_day: day }) => payment === 'paid' && day !== null && day >= from && day <= to)
    .flatMap((order) => order.items);
}

interface Group {
  readonly key: string;
  readonly title: string;
  readonly category: string;
  readonly qty: number;
  readonly revenue: Decimal;
}

/** Ranks sales by metric (8.5). The same for every source of the sums. */
export function productsTopAnswer(
  read: ReadAt,
  query: ProductsTopQuery,
  sales: readonly ProductSales[],
  products: readonly ListedProduct[],
): ShopAnswer<ProductsTopData> {
  const { from, to, tz, metric, direction, group_by, limit } = query;
  const includesZero = query.include_zero ?? direction === 'bottom';
  const groups = groupsOf(sales, products, group_by, includesZero);
  const totals = { revenue: sumOf(groups.map((group) => group.revenue)), qty: groups.reduce((sum, group) => sum + group.qty, 0) };
  const sign = direction === 'top' ? -1 : 1;
  const ranked = [...groups].sort((a, b) => sign * new Decimal(a[metric]).comparedTo(b[metric]) || compareKeys(a.key, b.key));
  const rows = ranked.slice(0, limit).map(
    (group, index): TopRow => ({
      rank: index + 1,
      key: group.key,
      title: group.title,
      category: group.category,
      qty: group.qty,
      revenue: money(group.revenue),
      share_pct: percentOf(group[metric], totals[metric]),
    }),
  );
  return answerOf(
    read,
    { currency: read.call.currency, rows, totals: { total_revenue: money(totals.revenue), total_qty: totals.qty, groups: groups.length } },
    {
      sources: ['orders', 'products'],
      window: { from, to, tz, granularity: 'total' },
      filters_hash: filtersHash('productsTop', { shop_id: read.call.shopId, from, to, tz, metric, direction, group_by, include_zero: includesZero }),
      counts: { total: groups.length, shown: rows.length },
    },
  );
}

function groupsOf(sales: readonly ProductSales[], products: readonly ListedProduct[], groupBy: SalesGroup, includesZero: boolean): Group[] {
  const sold = new Map(sales.map((one) => [one.product_id, one]));
  const ofProducts = products.flatMap((product): Group[] => {
    const own = sold.get(product.product_id);
    const isUnsold = own === undefined && includesZero && product.status === 'ACTIVE' && hasPrice(product.base_price);
    if (own === undefined && !isUnsold) return [];
    const { title, category } = product;
    return [{ key: String(product.product_id), title, category, qty: own?.qty ?? 0, revenue: new Decimal(own?.revenue ?? 0) }];
  });
  if (groupBy === 'product') return ofProducts;
  const byCategory = new Map<string, Group>();
  for (const { category, qty, revenue } of ofProducts) {
    const known = byCategory.get(category) ?? { key: category, title: category, category, qty: 0, revenue: new Decimal(0) };
    byCategory.set(category, { ...known, qty: known.qty + qty, revenue: known.revenue.plus(revenue) });
  }
  return [...byCategory.values()];
}

const NUMBER = /^\d+$/;

export function compareKeys(a: string, b: string): number {
  if (NUMBER.test(a) && NUMBER.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
