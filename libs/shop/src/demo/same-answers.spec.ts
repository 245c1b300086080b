import { leakCheck } from '@ownerbot/testing';
import { readAnswer } from '../answers/read-answer';
import type { ShopAnswer } from '../envelope';
import { callIn, demoFixture, NOON, type DemoFixture } from '../fixtures/demo-fixture';
import { memoryFixture } from '../fixtures/memory-fixture';
import { addDays, dayOf } from '../local-days';
import { ChatsQueueData } from '../methods/chats-queue';
import { ChatsUnansweredData } from '../methods/chats-unanswered';
import { CouponsData } from '../methods/coupons';
import { FxStatusData } from '../methods/fx-status';
import { InventoryData, INVENTORY_SECTIONS } from '../methods/inventory';
import { KpiSummaryData } from '../methods/kpi-summary';
import { OrderDetailData } from '../methods/order-detail';
import { OrdersSearchData, type OrdersSearchQuery } from '../methods/orders-search';
import { ProductsTopData } from '../methods/products-top';
import { RevenueTrendData } from '../methods/revenue-trend';
import { SalesHistoryData } from '../methods/sales-history';
import { memoryReads, type MemoryReads } from '../rules/reads/memory-reads';
import type { ShopPort } from '../shop-port';

/** The demo adapter asks Postgres, the simulator its rows: both must give the same answer to the same question. */
let demo: DemoFixture;
beforeAll(async () => {
  demo = await demoFixture();
});
afterAll(() => demo.drop());

const { shop: rows } = memoryFixture();

interface Asking {
  readonly tz: string;
  readonly today: string;
  readonly back: (days: number) => string;
}

type Case = readonly [name: string, of: new () => object, ask: (shop: MemoryReads | ReturnType<typeof portReads>, asking: Asking) => ShopAnswer<object> | Promise<ShopAnswer<object>>];

function portReads(shop: ShopPort, tz: string) {
  const call = callIn(tz);
  return {
    kpiSummary: (query: Parameters<MemoryReads['kpiSummary']>[0]) => shop.kpiSummary(query, call),
    revenueTrend: (query: Parameters<MemoryReads['revenueTrend']>[0]) => shop.revenueTrend(query, call),
    ordersSearch: (query: Parameters<MemoryReads['ordersSearch']>[0]) => shop.ordersSearch(query, call),
    orderDetail: (id: string) => shop.orderDetail(id, call),
    productsTop: (query: Parameters<MemoryReads['productsTop']>[0]) => shop.productsTop(query, call),
    salesHistory: (query: Parameters<MemoryReads['salesHistory']>[0]) => shop.salesHistory(query, call),
    inventory: (query: Parameters<MemoryReads['inventory']>[0]) => shop.inventory(query, call),
    chatsUnanswered: (query: Parameters<MemoryReads['chatsUnanswered']>[0]) => shop.chatsUnanswered(query, call),
    chatsQueue: () => shop.chatsQueue(call),
    coupons: (query: Parameters<MemoryReads['coupons']>[0]) => shop.coupons(query, call),
    fxStatus: () => shop.fxStatus(call),
  };
}

const search = (query: Partial<OrdersSearchQuery>): Case => [
  `orders ${JSON.stringify(query)}`,
  OrdersSearchData,
  (shop) => shop.ordersSearch({ limit: 7, include_counts: true, ...query }),
];
const windowOf = (back: Asking['back'], tz: string, from: number, to: number) => ({ from: back(from), to: back(to), tz });

const CASES: readonly Case[] = [
  ...[[0, 0], [1, 1], [7, 1], [30, 0], [220, 150]].map(
    ([from = 0, to = 0]): Case => [`kpi ${from}-${to}`, KpiSummaryData, (shop, { back, tz }) => shop.kpiSummary(windowOf(back, tz, from, to))],
  ),
  ...(['day', 'week'] as const).map(
    (granularity): Case => [
      `trend by ${granularity}`,
      RevenueTrendData,
      (shop, { back, tz }) => shop.revenueTrend({ ...windowOf(back, tz, 105, 0), granularity, include_previous: true }),
    ],
  ),
  ...(['stuck', 'late_ship', 'payment_issues', 'awaiting_payment', 'attention'] as const).map((preset) => search({ preset })),
  search({}),
  search({ preset: 'stuck', pending_hours: 1 }),
  search({ q: 'ob-10' }),
  search({ q: '+49 171 3920' }),
  search({ status: 'cancelled' }),
  search({ payment_status: 'failed', flagged: false }),
  search({ shipping_status: 'preparing' }),
  ['orders of a window', OrdersSearchData, (shop, { back, tz }) => shop.ordersSearch({ limit: 200, window: windowOf(back, tz, 3, 0) })],
  ...['OB-1001', 'OB-1008', 'OB-1010', 'OB-2500'].map((id): Case => [`order ${id}`, OrderDetailData, (shop) => shop.orderDetail(id)]),
  ...(['top', 'bottom'] as const).flatMap((direction) =>
    (['revenue', 'qty'] as const).flatMap((metric) =>
      (['product', 'category'] as const).map(
        (groupBy): Case => [
          `${direction} ${groupBy} by ${metric}`,
          ProductsTopData,
          (shop, { back, tz }) => shop.productsTop({ ...windowOf(back, tz, 7, 0), metric, direction, group_by: groupBy, limit: 30 }),
        ],
      ),
    ),
  ),
  ...(['product', 'category'] as const).map(
    (groupBy): Case => [`history by ${groupBy}`, SalesHistoryData, (shop, { back, tz }) => shop.salesHistory({ ...windowOf(back, tz, 14, 1), group_by: groupBy, limit: 200 })],
  ),
  ...([...INVENTORY_SECTIONS, 'all'] as const).map((section): Case => [`inventory ${section}`, InventoryData, (shop) => shop.inventory({ section, low_stock_lte: 5, limit: 4 })]),
  ['unanswered chats', ChatsUnansweredData, (shop) => shop.chatsUnanswered({ threshold_hours: 2, limit: 3 })],
  ['queue of chats', ChatsQueueData, (shop) => shop.chatsQueue()],
  ...(['used', 'code', 'ends_at'] as const).map((sort): Case => [`coupons by ${sort}`, CouponsData, (shop) => shop.coupons({ state: 'all', expiring_days: 7, sort, limit: 3 })]),
  ['coupons that end soon', CouponsData, (shop) => shop.coupons({ state: 'expiring_soon', expiring_days: 7, sort: 'used', limit: 3 })],
  ['FX status', FxStatusData, (shop) => shop.fxStatus()],
];

const MOMENTS = [
  [NOON, 'Europe/Berlin'],
  ['2026-03-30T01:30:20Z', 'Europe/Berlin'],
  ['2026-10-25T22:10:00Z', 'America/St_Johns'],
  ['2026-06-01T10:59:59Z', 'Pacific/Kiritimati'],
] as const;

describe.each(MOMENTS)('at %s in %s', (now, tz) => {
  beforeEach(() => demo.clock.set(now));

  test.each(CASES)('%s is the same from Postgres and from rows in memory', async (_name, of, ask) => {
    const at = new Date(now);
    const today = dayOf(at, tz);
    const asking: Asking = { tz, today, back: (days) => addDays(today, -days) };
    const fx = await demo.shop.fxStatus(callIn(tz));
    const shop = { ...rows, rateSets: rows.rateSets.map((one) => ({ ...one, taken_at: fx.data.rate_taken_at })) };
    const fromPostgres = await ask(portReads(demo.shop, tz), asking);
    const fromRows = await ask(memoryReads(shop, { now: at, call: callIn(tz), system: 'demo' }), asking);
    expect(fromRows).toEqual(fromPostgres);
    expect(readAnswer(of, JSON.parse(JSON.stringify(fromPostgres.data)))).toEqual({ ok: true, data: fromPostgres.data });
  });
});

leakCheck();
