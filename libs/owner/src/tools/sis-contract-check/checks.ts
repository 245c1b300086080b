import { addDays, dayOf, ShopError, sumOf, type ShopCall, type ShopPort } from '@ownerbot/shop';

export interface Difference {
  readonly path: string;
  readonly allowed: string;
}

type Check = (shop: ShopPort, call: ShopCall, now: Date) => Promise<Difference[]>;

const LIMIT = 50;

const differs = (path: string, allowed: string, found: string | number): Difference[] => (String(found) === allowed ? [] : [{ path, allowed }]);

/** Yesterday and the six days before: complete, so that two questions about them agree. */
function lastWeek(call: ShopCall, now: Date) {
  const to = addDays(dayOf(now, call.timezone), -1);
  return { from: addDays(to, -6), to, tz: call.timezone };
}

const shownIsLength = (page: { total: number; shown: number }, items: readonly unknown[]): Difference[] => [
  ...differs('page.shown', String(items.length), page.shown),
  ...(page.total < page.shown ? [{ path: 'page.total', allowed: `${page.shown} or more` }] : []),
];

/** Whatever SIS answers, a product number that cannot exist and a change of nothing: previews alone, nothing is ever applied. */
const previewOf = (preview: (shop: ShopPort, call: ShopCall) => Promise<unknown>): Check => async (shop, call) => {
  try {
    await preview(shop, call);
  } catch (error) {
    // A refusal by the rules is an answer within the contract.
    if (!(error instanceof ShopError) || !['VALIDATION_ERROR', 'ACTION_CONFLICT'].includes(error.code)) throw error;
  }
  return [];
};

/** What is asked of each endpoint; the adapter compares every answer with its schema (SIS API v1, section 13). */
export const CONTRACT_CHECKS: Readonly<Record<string, Check>> = {
  capabilities: async (shop, call) => differs('shop_id', String(call.shopId), (await shop.capabilities({ ...call, isFresh: true })).data.shop_id),
  kpi: async (shop, call, now) => {
    const week = lastWeek(call, now);
    const { data: kpi } = await shop.kpiSummary(week, call);
    const { data: trend } = await shop.revenueTrend({ ...week, granularity: 'day', include_previous: false }, call);
    return (['revenue_gross', 'revenue_net', 'orders_paid', 'orders_created'] as const).flatMap((figure) => differs(figure, String(trend.totals[figure]), kpi[figure]));
  },
  revenue_trend: async (shop, call, now) => {
    const { data } = await shop.revenueTrend({ ...lastWeek(call, now), granularity: 'day', include_previous: true }, call);
    const sum = (figure: 'revenue_gross' | 'revenue_net') => sumOf(data.series.map((point) => point[figure])).toFixed(2);
    return [...differs('totals.revenue_gross', sum('revenue_gross'), data.totals.revenue_gross), ...differs('totals.revenue_net', sum('revenue_net'), data.totals.revenue_net)];
  },
  orders: async (shop, call) => {
    const { data } = await shop.ordersSearch({ limit: LIMIT, include_counts: true }, call);
    const [first] = data.items;
    const detail = first === undefined ? null : (await shop.orderDetail(first.order_id, call)).data;
    return [...shownIsLength(data.page, data.items), ...(detail === null || first === undefined ? [] : differs('order_id', first.order_id, detail.order_id))];
  },
  products_top: async (shop, call, now) => {
    const week = lastWeek(call, now);
    const { data: kpi } = await shop.kpiSummary(week, call);
    const { data: top } = await shop.productsTop({ ...week, metric: 'revenue', direction: 'top', group_by: 'product', limit: 10 }, call);
    return [...differs('totals.total_revenue', kpi.revenue_gross, top.totals.total_revenue), ...differs('totals.total_qty', String(kpi.items_sold), top.totals.total_qty)];
  },
  inventory: async (shop, call) => {
    const { data } = await shop.inventory({ section: 'out_of_stock', low_stock_lte: 5, limit: LIMIT }, call);
    return [...shownIsLength(data.page, data.items), ...differs('counts.out_of_stock', String(data.page.total), data.counts.out_of_stock)];
  },
  chats: async (shop, call) => {
    const { data } = await shop.chatsUnanswered({ threshold_hours: 0, limit: LIMIT }, call);
    await shop.chatsQueue(call);
    return shownIsLength(data.page, data.threads);
  },
  coupons_read: async (shop, call) => {
    const { data } = await shop.coupons({ state: 'all', expiring_days: 7, sort: 'used', limit: LIMIT }, call);
    return [...shownIsLength(data.page, data.items), ...differs('counts.total', String(data.page.total), data.counts.total)];
  },
  sales_history: async (shop, call, now) => {
    const { data } = await shop.salesHistory({ ...lastWeek(call, now), group_by: 'product', limit: LIMIT }, call);
    return [...shownIsLength(data.page, data.items), ...data.items.flatMap(({ qty }, at) => differs(`items.${at}.qty`, '7', qty.length))];
  },
  fx: async (shop, call) => {
    const { data } = await shop.fxStatus(call);
    return differs('shop_currency', call.currency, data.shop_currency);
  },
  prices_bump: previewOf((shop, call) => shop.previewAction('prices/bump', { scope_all: true, bump_percent: '1' }, call)),
  discounts: previewOf((shop, call) => shop.previewAction('discounts/set', { stock_lte: 1, discount_percent: 10 }, call)),
  products_publish: previewOf((shop, call) => shop.previewAction('products/publish', { target_status: 'ARCHIVED', stock_lte: 0 }, call)),
  prices_rollback: previewOf((shop, call) => shop.previewAction('reprice/rollback', {}, call)),
};
