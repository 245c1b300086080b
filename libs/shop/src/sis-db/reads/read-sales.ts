import { sql } from '@ownerbot/storage';
import { checkWindow } from '../../check-window';
import type { ProductRow } from '../../demo/seed/rows';
import type { ShopAnswer } from '../../envelope';
import { noFigures, type DayFigures } from '../../figures/kpi-totals';
import { daysOf } from '../../local-days';
import type { KpiSummaryData, KpiSummaryQuery } from '../../methods/kpi-summary';
import type { ProductsTopData, ProductsTopQuery } from '../../methods/products-top';
import type { RevenueTrendData, RevenueTrendQuery } from '../../methods/revenue-trend';
import type { SalesHistoryData, SalesHistoryQuery } from '../../methods/sales-history';
import type { WindowQuery } from '../../methods/shared-types';
import { missingDays } from '../../rules/reads/read-at';
import { kpiSummaryAnswer, revenueTrendAnswer, trendWindow } from '../../rules/reads/sales/kpi-answers';
import { checkTopQuery, productsTopAnswer, type ListedProduct, type ProductSales } from '../../rules/reads/sales/products-top';
import { salesHistoryAnswer, startHistoryPage, type DailySales } from '../../rules/reads/sales/sales-history';
import { loadProducts } from './read-stock';
import { checkOther, isWithin, paidLines, spanOf, withGaps, type SisDbRead } from './sis-db-read';

export async function readKpiSummary(read: SisDbRead, query: KpiSummaryQuery): Promise<ShopAnswer<KpiSummaryData>> {
  checkWindow(query, read.now);
  const at = await withGaps(read, query);
  return kpiSummaryAnswer(at, query, await dailyFigures(at, query));
}

export async function readRevenueTrend(read: SisDbRead, query: RevenueTrendQuery): Promise<ShopAnswer<RevenueTrendData>> {
  checkWindow(query, read.now);
  const window = trendWindow(query);
  const at = await withGaps(read, window);
  return revenueTrendAnswer(at, query, await dailyFigures(at, window));
}

/** The figures of every local day of a window that has data, zeros included; summary and trend are both sums of them, so they cannot disagree. */
async function dailyFigures(read: SisDbRead, window: WindowQuery): Promise<DayFigures[]> {
  const { tx, call } = read;
  const { from, to, tz } = window;
  const span = spanOf(window);
  const isOwn = sql`o.shop_id = ${call.shopId}::integer`;
  const isPaid = sql`${isOwn} and o.payment_status = 'paid' and ${isWithin(sql`o.paid_at`, span)}`;
  const other = sql`max(o.currency) filter (where o.currency <> ${call.currency}::text)`;
  const rows = await tx.query<DayFigures & { other: string | null }>(sql`
    select day::text as day, sum(gross)::text as revenue_gross, sum(net)::text as revenue_net, sum(created)::int as orders_created,
      sum(paid)::int as orders_paid, sum(items)::int as items_sold, sum(refunds)::int as refunds_count, sum(refunded)::text as refunds_amount, max(other) as other
    from (
      select (o.created_at at time zone ${tz}::text)::date as day, count(*) as created, 0 as paid, 0.00 as gross, 0.00 as net, 0 as items, 0 as refunds, 0.00 as refunded, null as other
      from orders o where ${isOwn} and ${isWithin(sql`o.created_at`, span)} group by 1
      union all
      select (o.paid_at at time zone ${tz}::text)::date, 0, count(*), 0, sum(o.amount), 0, 0, 0, ${other}
      from orders o where ${isPaid} group by 1
      union all
      select (o.paid_at at time zone ${tz}::text)::date, 0, 0, sum(i.qty * i.unit_price), 0, sum(i.qty), 0, 0, null
      from orders o join order_items i on i.shop_id = o.shop_id and i.order_id = o.order_id where ${isPaid} group by 1
      union all
      select (o.refunded_at at time zone ${tz}::text)::date, 0, 0, 0, 0, 0, count(*), sum(o.amount), ${other}
      from orders o where ${isOwn} and ${isWithin(sql`o.refunded_at`, span)} group by 1
    ) as parts
    group by day`);
  checkOther(read, rows.map((row) => row.other));
  const byDay = new Map(rows.map(({ other: _other, ...figures }) => [figures.day, figures]));
  const missing = new Set(missingDays(read, window));
  return daysOf(from, to)
    .filter((day) => !missing.has(day))
    .map((day) => byDay.get(day) ?? noFigures(day));
}

type Sold = { readonly title: string; readonly category: string };

export async function readProductsTop(read: SisDbRead, query: ProductsTopQuery): Promise<ShopAnswer<ProductsTopData>> {
  checkTopQuery(query, read.now);
  const at = await withGaps(read, query);
  const rows = await at.tx.query<Omit<ProductSales, 'product_id'> & Sold & { product_id: string; other: string | null }>(sql`
    select product_id, sum(qty)::int as qty, sum(qty * unit_price)::text as revenue, max(title) as title, max(category) as category,
      max(currency) filter (where currency <> ${at.call.currency}::text) as other
    from (${paidLines(at, query)}) as lines group by product_id`);
  checkOther(at, rows.map((row) => row.other));
  const sales = rows.map((row) => ({ ...row, product_id: Number(row.product_id) }));
  return productsTopAnswer(at, query, sales, withGone(await loadProducts(at), sales));
}

export async function readSalesHistory(read: SisDbRead, query: SalesHistoryQuery): Promise<ShopAnswer<SalesHistoryData>> {
  const start = startHistoryPage(read, query);
  const at = await withGaps(read, query);
  const rows = await at.tx.query<Omit<DailySales, 'product_id'> & Sold & { product_id: string }>(sql`
    select product_id, day::text as day, sum(qty)::int as qty, max(title) as title, max(category) as category from (${paidLines(at, query)}) as lines group by product_id, day`);
  const sales = rows.map((row) => ({ ...row, product_id: Number(row.product_id) }));
  return salesHistoryAnswer(at, query, start, sales, withGone(await loadProducts(at), sales));
}

/** What was sold and is no longer in the catalogue stands with the title and category that it was sold under. */
function withGone(products: readonly ProductRow[], sold: readonly (Sold & { readonly product_id: number })[]): ListedProduct[] {
  const known = new Set(products.map((product) => product.product_id));
  const gone = new Map(sold.filter((one) => !known.has(one.product_id)).map((one) => [one.product_id, one]));
  return [...products, ...[...gone.values()].map(({ product_id, title, category }) => ({ product_id, title, category, stock_qty: 0, status: null, base_price: null }))];
}
