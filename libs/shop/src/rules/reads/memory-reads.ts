import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { checkWindow } from '../../check-window';
import type { ChatsQueueData } from '../../methods/chats-queue';
import type { ChatsUnansweredData, ChatsUnansweredQuery } from '../../methods/chats-unanswered';
import type { CouponsData, CouponsQuery } from '../../methods/coupons';
import type { FxStatusData } from '../../methods/fx-status';
import type { InventoryData, InventoryQuery } from '../../methods/inventory';
import type { KpiSummaryData, KpiSummaryQuery } from '../../methods/kpi-summary';
import type { OrderDetailData } from '../../methods/order-detail';
import type { OrdersSearchData, OrdersSearchQuery } from '../../methods/orders-search';
import type { ProductsTopData, ProductsTopQuery } from '../../methods/products-top';
import type { RevenueTrendData, RevenueTrendQuery } from '../../methods/revenue-trend';
import type { SalesHistoryData, SalesHistoryQuery } from '../../methods/sales-history';
import type { DemoRows } from '../../demo/seed/rows';
import { fxStatusOf } from '../fx/fx-status';
import type { ActionRows, FxBackupRow, FxJobRow, RateSetRow } from '../shop-rows';
import { chatsQueueAnswer, chatsUnansweredAnswer } from './chats';
import { couponsAnswer, resolveCoupons } from './coupons';
import { dailyFiguresOf } from './sales/daily-figures';
import { inventoryAnswer } from './inventory';
import { kpiSummaryAnswer, revenueTrendAnswer, trendWindow } from './sales/kpi-answers';
import { noSuchOrder, orderDetailAnswer, orderDetailOf } from './orders/order-detail';
import { checkOrdersQuery, searchOrders, startOrdersPage } from './orders/orders-search';
import { checkTopQuery, productSales, productsTopAnswer } from './sales/products-top';
import { answerOf, type ReadAt } from './read-at';
import { resolveOrders } from './orders/resolve-orders';
import { dailySales, salesHistoryAnswer, startHistoryPage } from './sales/sales-history';

/** A whole shop in memory: the seeded rows, and what its actions leave behind. `rateSets`: newest first. */
export interface MemoryShop extends DemoRows {
  readonly rateSets: readonly RateSetRow[];
  readonly jobs: readonly FxJobRow[];
  readonly backups: readonly FxBackupRow[];
}

/** The rows that actions are computed from, at a moment in a zone. */
export function actionRowsOf(shop: MemoryShop, now: Date, tz: string): ActionRows {
  return { ...shop, orders: resolveOrders(shop, now, tz), coupons: resolveCoupons(shop.coupons, now, tz) };
}

/**
 * The reads of the port over rows in memory, one question each; the same rules as the demo adapter's, which asks Postgres.
 * Pure; refusals are `ShopError`s with `facts.reason`.
 */
export interface MemoryReads {
  kpiSummary(query: KpiSummaryQuery): ShopAnswer<KpiSummaryData>;
  revenueTrend(query: RevenueTrendQuery): ShopAnswer<RevenueTrendData>;
  ordersSearch(query: OrdersSearchQuery): ShopAnswer<OrdersSearchData>;
  orderDetail(orderId: string): ShopAnswer<OrderDetailData>;
  productsTop(query: ProductsTopQuery): ShopAnswer<ProductsTopData>;
  salesHistory(query: SalesHistoryQuery): ShopAnswer<SalesHistoryData>;
  inventory(query: InventoryQuery): ShopAnswer<InventoryData>;
  chatsUnanswered(query: ChatsUnansweredQuery): ShopAnswer<ChatsUnansweredData>;
  chatsQueue(): ShopAnswer<ChatsQueueData>;
  coupons(query: CouponsQuery): ShopAnswer<CouponsData>;
  fxStatus(): ShopAnswer<FxStatusData>;
}

export function memoryReads(shop: MemoryShop, read: ReadAt): MemoryReads {
  const { now, call } = read;
  return {
    kpiSummary: (query) => {
      checkWindow(query, now);
      return kpiSummaryAnswer(read, query, dailyFiguresOf(read, resolveOrders(shop, now, query.tz), query));
    },
    revenueTrend: (query) => {
      checkWindow(query, now);
      return revenueTrendAnswer(read, query, dailyFiguresOf(read, resolveOrders(shop, now, query.tz), trendWindow(query)));
    },
    ordersSearch: (query) => {
      checkOrdersQuery(query, now);
      const start = startOrdersPage(read, query);
      return searchOrders(read, query, start, resolveOrders(shop, start.asOf, query.window?.tz ?? call.timezone));
    },
    orderDetail: (orderId) => {
      // One of thousands: the others need not be brought to their days for it.
      const [order] = resolveOrders({ orders: shop.orders.filter(isOf(orderId)), items: shop.items.filter(isOf(orderId)) }, now, call.timezone);
      if (order === undefined) throw noSuchOrder();
      return orderDetailAnswer(read, orderDetailOf(read, order, shop.products));
    },
    productsTop: (query) => {
      checkTopQuery(query, now);
      return productsTopAnswer(read, query, productSales(resolveOrders(shop, now, query.tz), query), shop.products);
    },
    salesHistory: (query) => {
      const start = startHistoryPage(read, query);
      return salesHistoryAnswer(read, query, start, dailySales(resolveOrders(shop, start.asOf, query.tz), query), shop.products);
    },
    inventory: (query) => inventoryAnswer(read, query, shop.products),
    chatsUnanswered: (query) => chatsUnansweredAnswer(read, query, shop.threads),
    chatsQueue: () => chatsQueueAnswer(read, shop.threads),
    coupons: (query) => couponsAnswer(read, query, shop.coupons),
    fxStatus: () => fxStatusAnswer(read, actionRowsOf(shop, now, call.timezone)),
  };
}

function isOf(orderId: string): (row: { readonly order_id: string }) => boolean {
  return (row) => row.order_id === orderId;
}

export function fxStatusAnswer(read: ReadAt, rows: ActionRows): ShopAnswer<FxStatusData> {
  const data = fxStatusOf(rows, { now: read.now, currency: read.call.currency });
  return answerOf(read, data, { sources: ['fx'], filters_hash: filtersHash('fxStatus', { shop_id: read.call.shopId }) });
}
