import type { ShopReads } from '../../shop-port';
import type { ContractView, ProvidedKey } from './views';

export type SisDbMethod = Exclude<keyof ShopReads, 'ping' | 'capabilities'>;

export interface MethodNeeds {
  /** What a contract row must list for the method to be offered. */
  readonly provided: ProvidedKey;
  /** Views that it reads, beside the contract's own row: its sources. */
  readonly views: readonly ContractView[];
  /** Its answer holds sums of money. */
  readonly isMoney: boolean;
}

/** Each read with what it is answered from. A view that is not as agreed stops the methods that name it, and no other. */
export const METHOD_NEEDS: Readonly<Record<SisDbMethod, MethodNeeds>> = {
  kpiSummary: { provided: 'kpi', views: ['orders', 'order_items', 'data_gaps'], isMoney: true },
  revenueTrend: { provided: 'revenue_trend', views: ['orders', 'order_items', 'data_gaps'], isMoney: true },
  ordersSearch: { provided: 'orders', views: ['orders'], isMoney: true },
  orderDetail: { provided: 'orders', views: ['orders', 'order_items'], isMoney: true },
  productsTop: { provided: 'products_top', views: ['orders', 'order_items', 'products', 'data_gaps'], isMoney: true },
  salesHistory: { provided: 'sales_history', views: ['orders', 'order_items', 'products', 'data_gaps'], isMoney: false },
  inventory: { provided: 'inventory', views: ['products'], isMoney: true },
  chatsUnanswered: { provided: 'chats', views: ['chat_threads'], isMoney: false },
  chatsQueue: { provided: 'chats', views: ['chat_threads'], isMoney: false },
  coupons: { provided: 'coupons_read', views: ['coupons'], isMoney: true },
  fxStatus: { provided: 'fx', views: ['fx_state'], isMoney: true },
};
