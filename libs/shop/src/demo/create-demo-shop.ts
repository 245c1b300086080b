import type { Clock } from '@ownerbot/runtime';
import type { Db } from '@ownerbot/storage';
import { ShopError } from '../errors';
import { NO_ACTIONS, NO_DEMO_ONLY_READS } from '../not-offered';
import type { ShopCall, ShopPort } from '../shop-port';
import { asked, type DemoRead } from './reads/demo-read';
import { readCapabilities, readPing } from './reads/read-capabilities';
import { readKpiSummary } from './reads/read-kpi-summary';
import { readOrderDetail } from './reads/read-order-detail';
import { readOrdersSearch } from './reads/read-orders-search';
import { readRevenueTrend } from './reads/read-revenue-trend';

/** The shop of mode DEMO, over schema `demo`. Without that schema every read rejects with `DEMO_NOT_SEEDED`. */
export function createDemoShop({ db, clock }: { db: Db; clock: Clock }): ShopPort {
  const readOf = (call: ShopCall): DemoRead => ({ db, call, now: clock.now() });
  return {
    mode: 'DEMO',
    ping: (call) => asked(call, async () => readPing(readOf(call))),
    capabilities: (call) => asked(call, async () => readCapabilities(readOf(call))),
    kpiSummary: (query, call) => asked(call, () => readKpiSummary(readOf(call), query)),
    revenueTrend: (query, call) => asked(call, () => readRevenueTrend(readOf(call), query)),
    ordersSearch: (query, call) => asked(call, () => readOrdersSearch(readOf(call), query)),
    ...NO_DEMO_ONLY_READS,
    ...NO_ACTIONS,
    productsTop: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'soon')),
    salesHistory: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'soon')),
    inventory: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'soon')),
    chatsUnanswered: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'soon')),
    chatsQueue: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'soon')),
    coupons: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'soon')),
    fxStatus: () => Promise.reject(new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'soon')),
    orderDetail: (orderId, call) => asked(call, () => readOrderDetail(readOf(call), orderId)),
  };
}
