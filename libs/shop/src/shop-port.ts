import type { Db } from '@ownerbot/storage';
import type { ShopAnswer } from './envelope';
import type { ActionApplyData } from './methods/actions/action-apply';
import type { ActionBody } from './methods/actions/action-bodies';
import type { ShopActionKind } from './methods/actions/action-kinds';
import type { ActionPreviewData } from './methods/actions/action-preview';
import type { OperationData } from './methods/actions/operation';
import type { SendOutcome } from './methods/actions/send-outcome';
import type { CapabilitiesData } from './methods/capabilities';
import type { ChatsQueueData } from './methods/chats-queue';
import type { ChatsUnansweredData, ChatsUnansweredQuery } from './methods/chats-unanswered';
import type { CouponsData, CouponsQuery } from './methods/coupons';
import type { CampaignsData, FunnelData, RefundRatesData, RefundRatesQuery, TrustSignalsData, TrustSignalsQuery } from './methods/demo-only';
import type { FxStatusData } from './methods/fx-status';
import type { InventoryData, InventoryQuery } from './methods/inventory';
import type { KpiSummaryData, KpiSummaryQuery } from './methods/kpi-summary';
import type { OrderDetailData } from './methods/order-detail';
import type { OrdersSearchData, OrdersSearchQuery } from './methods/orders-search';
import type { PingData } from './methods/ping';
import type { ProductsTopData, ProductsTopQuery } from './methods/products-top';
import type { RevenueTrendData, RevenueTrendQuery } from './methods/revenue-trend';
import type { SalesHistoryData, SalesHistoryQuery } from './methods/sales-history';
import type { WindowQuery } from './methods/shared-types';

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
  /** Asks anew what is otherwise remembered for hours: the capabilities. `after-failure`: only where what is remembered is that nobody answered. */
  readonly isFresh?: boolean | 'after-failure';
}

/** What OwnerBot asks of every shop, with the endpoints of SIS API v1, section 8. */
export interface ShopReads {
  ping(call: ShopCall): Promise<ShopAnswer<PingData>>;
  capabilities(call: ShopCall): Promise<ShopAnswer<CapabilitiesData>>;
  kpiSummary(query: KpiSummaryQuery, call: ShopCall): Promise<ShopAnswer<KpiSummaryData>>;
  revenueTrend(query: RevenueTrendQuery, call: ShopCall): Promise<ShopAnswer<RevenueTrendData>>;
  ordersSearch(query: OrdersSearchQuery, call: ShopCall): Promise<ShopAnswer<OrdersSearchData>>;
  orderDetail(orderId: string, call: ShopCall): Promise<ShopAnswer<OrderDetailData>>;
  productsTop(query: ProductsTopQuery, call: ShopCall): Promise<ShopAnswer<ProductsTopData>>;
  salesHistory(query: SalesHistoryQuery, call: ShopCall): Promise<ShopAnswer<SalesHistoryData>>;
  inventory(query: InventoryQuery, call: ShopCall): Promise<ShopAnswer<InventoryData>>;
  chatsUnanswered(query: ChatsUnansweredQuery, call: ShopCall): Promise<ShopAnswer<ChatsUnansweredData>>;
  chatsQueue(call: ShopCall): Promise<ShopAnswer<ChatsQueueData>>;
  coupons(query: CouponsQuery, call: ShopCall): Promise<ShopAnswer<CouponsData>>;
  fxStatus(call: ShopCall): Promise<ShopAnswer<FxStatusData>>;
}

/** What SIS v1 has nothing for: shops other than the demo one answer `UPSTREAM_NOT_IMPLEMENTED`. */
export interface DemoOnlyReads {
  funnel(query: WindowQuery, call: ShopCall): Promise<ShopAnswer<FunnelData>>;
  refundRates(query: RefundRatesQuery, call: ShopCall): Promise<ShopAnswer<RefundRatesData>>;
  trustSignals(query: TrustSignalsQuery, call: ShopCall): Promise<ShopAnswer<TrustSignalsData>>;
  campaigns(call: ShopCall): Promise<ShopAnswer<CampaignsData>>;
}

/** An apply within a transaction that the caller has begun and will end; see {@link ShopPort.applyWithin}. */
export type ApplyWithin = (tx: Db, kind: ShopActionKind, body: string, key: string, call: ShopCall) => Promise<ShopAnswer<ActionApplyData>>;

export interface ShopActions {
  /**
   * What an action would do; changes nothing. Of `fx/settings` the adapter compares with the present settings itself.
   * Refusals: `VALIDATION_ERROR` (422) and `ACTION_CONFLICT` (409) with `facts.reason`, `UPSTREAM_NOT_IMPLEMENTED`.
   */
  previewAction<K extends ShopActionKind>(kind: K, body: ActionBody<K>, call: ShopCall): Promise<ShopAnswer<ActionPreviewData>>;
  /**
   * Does it, with one send: `body` is the text of `freezeApply`, sent as it stands; `key` the proposal's decision key. Refusals as above
   * and `PREVIEW_STALE`, `IDEMPOTENCY_MISMATCH` come as the outcome `refused`: nothing was changed. A shop elsewhere never rejects, as the
   * send may have been heard.
   */
  applyAction(kind: ShopActionKind, body: string, key: string, call: ShopCall): Promise<SendOutcome>;
  /** What became of the apply with this key; null: the shop never saw it. `UPSTREAM_NOT_IMPLEMENTED`: it does not tell. */
  operation(key: string, call: ShopCall): Promise<ShopAnswer<OperationData> | null>;
  /**
   * The same as `applyAction` where the shop lies in our own database: the change is part of the caller's transaction, so it is
   * committed together with the proposal and its outcome is always certain. Null: the shop is elsewhere.
   */
  readonly applyWithin: ApplyWithin | null;
}

/**
 * The owner's shop. Every method answers with the envelope or rejects with a `ShopError`.
 * One file for each method's contract under `methods/`; one adapter for each mode.
 */
export interface ShopPort extends ShopReads, DemoOnlyReads, ShopActions {
  /** The mode whose data it answers with. */
  readonly mode: ShopMode;
}
