import type { CallClass } from '../calls/call-classes';
import type { AskedFor } from '../wire/error-of-answer';
import type { Query } from '../wire/build-path';
import { CapabilitiesData } from '../../methods/capabilities';
import { ChatsQueueData } from '../../methods/chats-queue';
import { ChatsUnansweredData, type ChatsUnansweredQuery } from '../../methods/chats-unanswered';
import { CouponsData, type CouponsQuery } from '../../methods/coupons';
import { InventoryData, type InventoryQuery } from '../../methods/inventory';
import { KpiSummaryData, type KpiSummaryQuery } from '../../methods/kpi-summary';
import { OrderDetailData } from '../../methods/order-detail';
import { OrdersSearchData, type OrdersSearchQuery } from '../../methods/orders-search';
import { PingData } from '../../methods/ping';
import { ProductsTopData, type ProductsTopQuery } from '../../methods/products-top';
import { RevenueTrendData, type RevenueTrendQuery } from '../../methods/revenue-trend';
import { SalesHistoryData, type SalesHistoryQuery } from '../../methods/sales-history';
import type { Page, WindowQuery } from '../../methods/shared-types';

/** A read of SIS API v1, sections 7 and 8: where it lives, how its question is written, what its answer must hold. */
export interface ReadEndpoint<Q, T extends object> {
  readonly template: string;
  readonly callClass: CallClass;
  readonly askedFor: AskedFor;
  readonly answerClass: new () => T;
  readonly params?: (query: Q) => Readonly<Record<string, string>>;
  readonly query: (query: Q) => Query;
  readonly window: (query: Q) => WindowQuery | null;
  readonly list?: (data: T) => { readonly total: number; readonly shown: number };
  /** The currencies of its sums; an answer without sums has none. */
  readonly currencies: (data: T) => readonly string[];
}

const PREFIX = '/ownerbot/v1';
const READ = { callClass: 'read', askedFor: 'collection' } as const;

const noQuery = (): Query => ({});
const noWindow = (): null => null;
const noSums = (): readonly string[] => [];
const asAsked = (query: object): Query => ({ ...query });
const asWindow = ({ from, to, tz }: WindowQuery): WindowQuery => ({ from, to, tz });
const ofData = ({ currency }: { currency: string }): readonly string[] => [currency];
const ofItems = ({ items }: { items: readonly { currency: string }[] }): readonly string[] => items.map((item) => item.currency);
const counted = ({ page }: { page: Page }, items: readonly unknown[]) => ({ total: page.total, shown: items.length });
const countedItems = (data: { page: Page; items: readonly unknown[] }) => counted(data, data.items);

export const PING: ReadEndpoint<null, PingData> = {
  template: `${PREFIX}/ping`, callClass: 'ping', askedFor: 'collection', answerClass: PingData, query: noQuery, window: noWindow, currencies: noSums,
};

export const CAPABILITIES: ReadEndpoint<null, CapabilitiesData> = {
  template: `${PREFIX}/capabilities`, ...READ, answerClass: CapabilitiesData, query: noQuery, window: noWindow, currencies: noSums,
};

export const KPI_SUMMARY: ReadEndpoint<KpiSummaryQuery, KpiSummaryData> = {
  template: `${PREFIX}/kpi/summary`, ...READ, answerClass: KpiSummaryData, query: asAsked, window: asWindow, currencies: ofData,
};

export const REVENUE_TREND: ReadEndpoint<RevenueTrendQuery, RevenueTrendData> = {
  template: `${PREFIX}/revenue/trend`, ...READ, answerClass: RevenueTrendData, query: asAsked, window: asWindow, currencies: ofData,
};

export const ORDERS_SEARCH: ReadEndpoint<OrdersSearchQuery, OrdersSearchData> = {
  template: `${PREFIX}/orders/search`,
  ...READ,
  answerClass: OrdersSearchData,
  query: ({ window, ...filters }) => ({ ...filters, ...window }),
  window: ({ window }) => (window === undefined ? null : asWindow(window)),
  list: countedItems,
  currencies: ofItems,
};

export const ORDER_DETAIL: ReadEndpoint<string, OrderDetailData> = {
  template: `${PREFIX}/orders/{order_id}`,
  callClass: 'read',
  askedFor: 'entity',
  answerClass: OrderDetailData,
  params: (orderId) => ({ order_id: orderId }),
  query: noQuery,
  window: noWindow,
  currencies: ofData,
};

export const PRODUCTS_TOP: ReadEndpoint<ProductsTopQuery, ProductsTopData> = {
  template: `${PREFIX}/products/top`,
  ...READ,
  answerClass: ProductsTopData,
  query: asAsked,
  window: asWindow,
  list: ({ rows, totals }) => ({ total: totals.groups, shown: rows.length }),
  currencies: ofData,
};

export const SALES_HISTORY: ReadEndpoint<SalesHistoryQuery, SalesHistoryData> = {
  template: `${PREFIX}/sales/history`, ...READ, answerClass: SalesHistoryData, query: asAsked, window: asWindow, list: countedItems, currencies: noSums,
};

export const INVENTORY: ReadEndpoint<InventoryQuery, InventoryData> = {
  template: `${PREFIX}/inventory`, ...READ, answerClass: InventoryData, query: asAsked, window: noWindow, list: countedItems, currencies: ofItems,
};

export const CHATS_UNANSWERED: ReadEndpoint<ChatsUnansweredQuery, ChatsUnansweredData> = {
  template: `${PREFIX}/chats/unanswered`,
  ...READ,
  answerClass: ChatsUnansweredData,
  query: asAsked,
  window: noWindow,
  list: (data) => counted(data, data.threads),
  currencies: noSums,
};

export const CHATS_QUEUE: ReadEndpoint<null, ChatsQueueData> = {
  template: `${PREFIX}/chats/queue`, ...READ, answerClass: ChatsQueueData, query: noQuery, window: noWindow, currencies: noSums,
};

export const COUPONS: ReadEndpoint<CouponsQuery, CouponsData> = {
  template: `${PREFIX}/coupons`, ...READ, answerClass: CouponsData, query: asAsked, window: noWindow, list: countedItems, currencies: ofItems,
};
