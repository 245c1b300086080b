import type { ShopAnswer } from './envelope';
import type { CapabilitiesData } from './methods/capabilities';
import type { KpiSummaryData, KpiSummaryQuery } from './methods/kpi-summary';
import type { OrderDetailData } from './methods/order-detail';
import type { OrdersSearchData, OrdersSearchQuery } from './methods/orders-search';
import type { PingData } from './methods/ping';
import type { RevenueTrendData, RevenueTrendQuery } from './methods/revenue-trend';

export const SHOP_MODES = ['DEMO', 'SIS_HTTP', 'SIS_DB_RO', 'AUTO'] as const;
export type ShopMode = (typeof SHOP_MODES)[number];

/** For whom a question is asked; the same for every call of a request. */
export interface ShopCall {
  readonly shopId: number;
  readonly currency: string;
  /** Zone of the asking owner: the day of questions that name no window. */
  readonly timezone: string;
  readonly actorTelegramId: string;
  readonly correlationId: string;
  /** Cuts the call; the answer is then a rejection with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * What OwnerBot asks a shop. Every method answers with the envelope or rejects with a `ShopError`.
 * One file for each method's contract under `methods/`; one adapter for each mode.
 */
export interface ShopPort {
  /** The mode whose data it answers with. */
  readonly mode: ShopMode;
  ping(call: ShopCall): Promise<ShopAnswer<PingData>>;
  capabilities(call: ShopCall): Promise<ShopAnswer<CapabilitiesData>>;
  kpiSummary(query: KpiSummaryQuery, call: ShopCall): Promise<ShopAnswer<KpiSummaryData>>;
  revenueTrend(query: RevenueTrendQuery, call: ShopCall): Promise<ShopAnswer<RevenueTrendData>>;
  ordersSearch(query: OrdersSearchQuery, call: ShopCall): Promise<ShopAnswer<OrdersSearchData>>;
  orderDetail(orderId: string, call: ShopCall): Promise<ShopAnswer<OrderDetailData>>;
}
