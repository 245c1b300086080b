import { chatsQueue, chatsUnanswered } from './endpoints/chats';
import { coupons } from './endpoints/coupons';
import { capabilities, ping } from './endpoints/discovery';
import { fxStatus } from './endpoints/fx-status';
import { inventory } from './endpoints/inventory';
import { kpiSummary } from './endpoints/kpi-summary';
import { orderDetail } from './endpoints/order-detail';
import { ordersSearch } from './endpoints/orders-search';
import { productsTop } from './endpoints/products-top';
import { revenueTrend } from './endpoints/revenue-trend';
import { salesHistory } from './endpoints/sales-history';
import type { ReadEndpoint } from './read-endpoint';

export type { ReadEndpoint };

/** Every GET by its path below `/ownerbot/v1/`; that of one order, and of an operation, stand apart. */
const READS: Readonly<Record<string, ReadEndpoint>> = {
  ping,
  capabilities,
  'kpi/summary': kpiSummary,
  'revenue/trend': revenueTrend,
  'orders/search': ordersSearch,
  'products/top': productsTop,
  inventory,
  'chats/unanswered': chatsUnanswered,
  'chats/queue': chatsQueue,
  coupons,
  'sales/history': salesHistory,
  'actions/fx/status': fxStatus,
};

export function findRead(path: string): { endpoint: ReadEndpoint; id: string } | undefined {
  const endpoint = Object.hasOwn(READS, path) ? READS[path] : undefined;
  if (endpoint !== undefined) return { endpoint, id: '' };
  const id = /^orders\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? undefined : { endpoint: orderDetail, id };
}
