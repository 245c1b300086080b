import type { Clock } from '@ownerbot/runtime';
import type { Db } from '@ownerbot/storage';
import type { ShopAnswer } from '../envelope';
import { ShopError } from '../errors';
import type { OperationData } from '../methods/actions/operation';
import { settledOutcome } from '../methods/actions/send-outcome';
import { chatsQueueAnswer, chatsUnansweredAnswer } from '../rules/reads/chats';
import { couponsAnswer } from '../rules/reads/coupons';
import { inventoryAnswer } from '../rules/reads/inventory';
import { fxStatusAnswer } from '../rules/reads/memory-reads';
import type { ShopCall, ShopPort } from '../shop-port';
import { applyDemoAction, previewDemoAction } from './actions/demo-actions';
import { loadActionRows } from './actions/load-action-rows';
import { asked, type DemoRead } from './reads/demo-read';
import { loadCoupons, loadProducts, loadThreads } from './reads/load-rows';
import { readCampaigns } from './reads/read-campaigns';
import { readCapabilities, readPing } from './reads/read-capabilities';
import { readFunnel } from './reads/sales/read-funnel';
import { readKpiSummary } from './reads/sales/read-kpi-summary';
import { readOrderDetail } from './reads/orders/read-order-detail';
import { readOrdersSearch } from './reads/orders/read-orders-search';
import { readProductsTop } from './reads/sales/read-products-top';
import { readRefundRates } from './reads/sales/read-refund-rates';
import { readRevenueTrend } from './reads/sales/read-revenue-trend';
import { readSalesHistory } from './reads/sales/read-sales-history';
import { readTrustSignals } from './reads/sales/read-trust-signals';

export interface DemoShopParts {
  readonly db: Db;
  readonly clock: Clock;
  /** Looks an apply up by its key where proposals are kept; without it `operation` is not offered. */
  readonly operationOf?: (key: string, call: ShopCall) => Promise<ShopAnswer<OperationData> | null>;
}

/** The shop of mode DEMO, over schema `demo`. Without that schema every read and action rejects with `DEMO_NOT_SEEDED`. */
export function createDemoShop({ db, clock, operationOf }: DemoShopParts): ShopPort {
  const readOf = (call: ShopCall): DemoRead => ({ db, call, now: clock.now(), system: 'demo' });
  return {
    mode: 'DEMO',
    ping: (call) => asked(call, async () => readPing(readOf(call))),
    capabilities: (call) => asked(call, async () => readCapabilities(readOf(call))),
    kpiSummary: (query, call) => asked(call, () => readKpiSummary(readOf(call), query)),
    revenueTrend: (query, call) => asked(call, () => readRevenueTrend(readOf(call), query)),
    ordersSearch: (query, call) => asked(call, () => readOrdersSearch(readOf(call), query)),
    orderDetail: (orderId, call) => asked(call, () => readOrderDetail(readOf(call), orderId)),
    productsTop: (query, call) => asked(call, () => readProductsTop(readOf(call), query)),
    salesHistory: (query, call) => asked(call, () => readSalesHistory(readOf(call), query)),
    inventory: (query, call) => asked(call, async () => inventoryAnswer(readOf(call), query, await loadProducts(db))),
    chatsUnanswered: (query, call) => asked(call, async () => chatsUnansweredAnswer(readOf(call), query, await loadThreads(db))),
    chatsQueue: (call) => asked(call, async () => chatsQueueAnswer(readOf(call), await loadThreads(db))),
    coupons: (query, call) => asked(call, async () => couponsAnswer(readOf(call), query, await loadCoupons(db))),
    fxStatus: (call) =>
      asked(call, async () => {
        const read = readOf(call);
        return fxStatusAnswer(read, await loadActionRows(db, 'fx', {}, { now: read.now, tz: call.timezone }));
      }),
    funnel: (query, call) => asked(call, () => readFunnel(readOf(call), query)),
    refundRates: (query, call) => asked(call, () => readRefundRates(readOf(call), query)),
    trustSignals: (query, call) => asked(call, () => readTrustSignals(readOf(call), query)),
    campaigns: (call) => asked(call, () => readCampaigns(readOf(call))),
    previewAction: (kind, body, call) => asked(call, () => previewDemoAction(db, kind, body, call, clock.now())),
    applyAction: (kind, body, key, call) =>
      settledOutcome(asked(call, () => db.transaction((tx) => applyDemoAction(tx, { kind, body, key, call, now: clock.now() })))),
    applyWithin: (tx, kind, body, key, call) => asked(call, () => applyDemoAction(tx, { kind, body, key, call, now: clock.now() })),
    operation: async (key, call) => {
      if (operationOf === undefined) throw new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'the demo shop keeps no operations of its own');
      return operationOf(key, call);
    },
  };
}
