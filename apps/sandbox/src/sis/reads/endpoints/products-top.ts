import { Decimal } from 'decimal.js';
import {
  hasPrice,
  MAX_WINDOW_DAYS,
  money,
  percentOf,
  SALES_GROUPS,
  sumOf,
  TOP_DIRECTIONS,
  TOP_METRICS,
  type ProductsTopData,
  type SalesGroup,
  type TopMetric,
  type WindowQuery,
} from '@ownerbot/shop';
import type { SimRows } from '../../data/sim-rows';
import { invalid } from '../../sis-refusal';
import type { ReadEndpoint } from '../read-endpoint';
import { ordersAt, type OrderAt } from '../shop-at';
import { completenessOf } from '../windows';

const DEFAULT_LIMIT = 10;

export const productsTop: ReadEndpoint = {
  capability: 'products_top',
  read({ sim, now, reader, currency, filtersHash }) {
    const window = reader.window(now, { min: 1, max: MAX_WINDOW_DAYS });
    const metric = reader.oneOf('metric', TOP_METRICS) ?? 'revenue';
    const direction = reader.oneOf('direction', TOP_DIRECTIONS) ?? 'top';
    const groupBy = reader.oneOf('group_by', SALES_GROUPS) ?? 'product';
    const limit = reader.integer('limit', { min: 1, max: 30 }) ?? DEFAULT_LIMIT;
    if (reader.has('cursor')) throw invalid('cursor', 'not of this list', 'CURSOR_INVALID');
    const { rows } = sim.store.state();
    const sold = soldLines(ordersAt(rows, { now, tz: window.tz }), window);
    const groups = groupsOf(sold, rows, { groupBy, withZero: reader.flag('include_zero') ?? direction === 'bottom' });
    const totals = { total_revenue: money(sumOf(groups.map((one) => one.revenue))), total_qty: groups.reduce((sum, one) => sum + one.qty, 0), groups: groups.length };
    const ordered = groups.sort((a, b) => (direction === 'top' ? compare(b, a, metric) : compare(a, b, metric)) || compareKeys(a.key, b.key));
    const whole = metric === 'revenue' ? totals.total_revenue : totals.total_qty;
    const data: ProductsTopData = {
      currency,
      rows: ordered.slice(0, limit).map((one, index) => ({
        rank: index + 1,
        key: one.key,
        title: one.title,
        category: one.category,
        qty: one.qty,
        revenue: money(one.revenue),
        share_pct: percentOf(one[metric], whole),
      })),
      totals,
    };
    return {
      data,
      sources: ['sis:orders', 'sis:products'],
      filtersHash,
      asOf: now,
      window: { from: window.from, to: window.to, timezone: window.tz, granularity: 'total' },
      counts: { total: totals.groups, shown: data.rows.length },
      completeness: completenessOf(sim, window, now),
    };
  },
};

/** The lines of the orders that are paid and were paid in a window. */
function soldLines(orders: readonly OrderAt[], { from, to }: WindowQuery): SimRows['items'][number][] {
  return orders
    .filter(({ row, paidDay }) => row.payment_status === 'paid' && paidDay !== null && from <= paidDay && paidDay <= to)
    .flatMap((order) => order.items);
}

interface Group {
  readonly key: string;
  readonly title: string;
  readonly category: string;
  qty: number;
  revenue: Decimal;
}

/** With `withZero` the products of the shop window that have a price and sold nothing are groups as well. */
function groupsOf(lines: readonly SimRows['items'][number][], { products }: SimRows, options: { groupBy: SalesGroup; withZero: boolean }): Group[] {
  const byId = new Map(products.map((product) => [product.product_id, product]));
  const groups = new Map<string, Group>();
  const groupOf = (productId: number): Group => {
    const product = byId.get(productId);
    const category = product?.category ?? '';
    const isProduct = options.groupBy === 'product';
    const key = isProduct ? String(productId) : category;
    const known = groups.get(key) ?? { key, title: isProduct ? (product?.title ?? '') : category, category, qty: 0, revenue: new Decimal(0) };
    groups.set(key, known);
    return known;
  };
  for (const line of lines) {
    const group = groupOf(line.product_id);
    group.qty += line.qty;
    group.revenue = group.revenue.plus(new Decimal(line.unit_price).times(line.qty));
  }
  if (options.withZero) products.filter((one) => one.status === 'ACTIVE' && hasPrice(one.base_price)).forEach((one) => groupOf(one.product_id));
  return [...groups.values()];
}

function compare(a: Group, b: Group, metric: TopMetric): number {
  return metric === 'qty' ? a.qty - b.qty : a.revenue.comparedTo(b.revenue);
}

/** Ids by number, categories by alphabet. */
export function compareKeys(a: string, b: string): number {
  const [left, right] = [Number(a), Number(b)];
  if (Number.isNaN(left) || Number.isNaN(right)) return a < b ? -1 : 1;
  return left - right;
}
