import type { ShopAnswer } from '../envelope';
import type { KpiSummaryData } from '../methods/kpi-summary';
import type { ProductsTopData } from '../methods/products-top';
import type { RevenueTrendData } from '../methods/revenue-trend';
import type { WindowQuery } from '../methods/shared-types';
import type { ShopCall, ShopPort } from '../shop-port';

/** What the equalities and the detail of an order are taken from. */
export interface Gathered {
  kpi?: KpiSummaryData;
  trend?: RevenueTrendData;
  top?: ProductsTopData;
  orderId?: string;
}

export interface ContractRead {
  readonly endpoint: string;
  /** Key of the capability that offers it. */
  readonly capability: string;
  readonly ask: (port: ShopPort, call: ShopCall, window: WindowQuery, gathered: Gathered) => Promise<ShopAnswer<object> | null>;
}

const LIMIT = 5;

async function keep<T>(asked: Promise<ShopAnswer<T>>, take: (data: T) => void): Promise<ShopAnswer<T>> {
  const answer = await asked;
  take(answer.data);
  return answer;
}

/** Each read with its fixed question (setup-insight.md, section 6, step 2); null: there is nothing to ask about. */
export const CONTRACT_READS: readonly ContractRead[] = [
  { endpoint: 'kpi_summary', capability: 'kpi', ask: (port, call, window, gathered) => keep(port.kpiSummary(window, call), (data) => (gathered.kpi = data)) },
  {
    endpoint: 'revenue_trend',
    capability: 'revenue_trend',
    ask: (port, call, window, gathered) => keep(port.revenueTrend({ ...window, granularity: 'day', include_previous: false }, call), (data) => (gathered.trend = data)),
  },
  {
    endpoint: 'orders_search',
    capability: 'orders',
    ask: (port, call, window, gathered) => keep(port.ordersSearch({ window, limit: LIMIT, include_counts: true }, call), ({ items }) => (gathered.orderId = items[0]?.order_id)),
  },
  {
    endpoint: 'order_detail',
    capability: 'orders',
    ask: async (port, call, _window, { orderId }) => (orderId === undefined ? null : port.orderDetail(orderId, call)),
  },
  {
    endpoint: 'products_top',
    capability: 'products_top',
    ask: (port, call, window, gathered) =>
      keep(port.productsTop({ ...window, metric: 'revenue', direction: 'top', group_by: 'product', limit: LIMIT }, call), (data) => (gathered.top = data)),
  },
  {
    endpoint: 'sales_history',
    capability: 'sales_history',
    ask: (port, call, window) => port.salesHistory({ ...window, group_by: 'product', limit: LIMIT }, call),
  },
  { endpoint: 'inventory', capability: 'inventory', ask: (port, call) => port.inventory({ section: 'all', low_stock_lte: 5, limit: LIMIT }, call) },
  { endpoint: 'chats_unanswered', capability: 'chats', ask: (port, call) => port.chatsUnanswered({ threshold_hours: 0, limit: LIMIT }, call) },
  { endpoint: 'chats_queue', capability: 'chats', ask: (port, call) => port.chatsQueue(call) },
  { endpoint: 'coupons', capability: 'coupons_read', ask: (port, call) => port.coupons({ state: 'all', expiring_days: 7, sort: 'used', limit: LIMIT }, call) },
  { endpoint: 'fx_status', capability: 'fx', ask: (port, call) => port.fxStatus(call) },
];

/** The reads that the equalities compare. */
export const COMPARED_READS: readonly string[] = ['kpi_summary', 'revenue_trend', 'products_top'];
