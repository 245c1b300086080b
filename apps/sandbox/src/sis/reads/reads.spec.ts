import {
  CapabilitiesData,
  ChatsQueueData,
  ChatsUnansweredData,
  CouponsData,
  FxStatusData,
  InventoryData,
  KpiSummaryData,
  OrderDetailData,
  OrdersSearchData,
  PingData,
  ProductsTopData,
  readAnswer,
  RevenueTrendData,
  SalesHistoryData,
} from '@ownerbot/shop';
import { sisInTest, stopSis, type Envelope, type TestSis } from '../../test-support/sis-in-test';

let sis: TestSis;
beforeAll(async () => {
  sis = await sisInTest();
});
afterAll(stopSis);

const week = { from: '2026-03-11', to: '2026-03-17', tz: 'Europe/Berlin' };

const READS = [
  ['ping', {}, PingData, false],
  ['capabilities', {}, CapabilitiesData, false],
  ['kpi/summary', week, KpiSummaryData, false],
  ['revenue/trend', { ...week, include_previous: 'true' }, RevenueTrendData, false],
  ['revenue/trend', { ...week, granularity: 'week' }, RevenueTrendData, false],
  ['orders/search', { include_counts: 'true', limit: 200 }, OrdersSearchData, true],
  ['orders/search', { ...week, preset: 'attention' }, OrdersSearchData, true],
  ['orders/OB-1009', {}, OrderDetailData, false],
  ['orders/OB-1010', {}, OrderDetailData, false],
  ['products/top', week, ProductsTopData, false],
  ['products/top', { ...week, direction: 'bottom', group_by: 'category', metric: 'qty' }, ProductsTopData, false],
  ['inventory', { section: 'all', limit: 200 }, InventoryData, true],
  ['chats/unanswered', {}, ChatsUnansweredData, true],
  ['chats/queue', {}, ChatsQueueData, false],
  ['coupons', {}, CouponsData, true],
  ['sales/history', week, SalesHistoryData, true],
  ['sales/history', { ...week, group_by: 'category' }, SalesHistoryData, true],
  ['actions/fx/status', {}, FxStatusData, false],
] as const;

test.each(READS)('%s %j answers as its schema says, and writes nothing', async (path, query, dataClass, isList) => {
  const before = await sis.stateHash();
  const { status, body, headers } = await sis.read(path, { ...query });
  expect(status).toBe(200);
  expect(body).toMatchObject({ ok: true, as_of: '2026-03-18T11:00:00Z', correlation_id: 'test-1', warnings: [] });
  expect(headers.get('x-correlation-id')).toBe('test-1');
  expect(readAnswer<object>(dataClass, body.data)).toMatchObject({ ok: true });
  expect(body.provenance).toMatchObject({ filters_hash: expect.stringMatching(/^[0-9a-f]{64}$/), completeness: { status: 'complete' } });
  if (isList) {
    const { page } = body.data as { page: { total: number; shown: number } };
    expect(body.provenance.counts).toEqual({ total: page.total, shown: page.shown });
    expect((Object.values(body.data).find(Array.isArray) as unknown[]).length).toBe(page.shown);
  }
  expect(await sis.stateHash()).toBe(before);
});

test.each([
  ['kpi/summary', week, ['currency', 'revenue_gross', 'revenue_net', 'orders_created', 'orders_paid', 'aov', 'items_sold', 'refunds_count', 'refunds_amount']],
  ['orders/search', {}, ['page', 'items', 'summary']],
  ['products/top', week, ['currency', 'rows', 'totals']],
  ['inventory', { section: 'all' }, ['counts', 'page', 'items']],
  ['chats/queue', {}, ['total_open_threads', 'unanswered_total', 'unanswered_2h', 'unanswered_6h', 'unanswered_24h', 'oldest_waiting_minutes', 'top_overdue_threads']],
] as const)('%s has the fields of its example and no others', async (path, query, fields) => {
  const { body } = await sis.read(path, { ...query });
  expect(Object.keys(body.data)).toEqual([...fields]);
});

test('the data of the example that do not depend on prices are the same', async () => {
  const [threads, order] = await Promise.all([sis.read('chats/unanswered', { limit: 2 }), sis.read('orders/ob-1009')]);
  expect(threads.body.data).toEqual({
    page: { total: 4, shown: 2, next_cursor: expect.any(String) },
    threads: [
      { thread_id: 'TH-2004', customer_id: 'CUS-014', last_customer_message_at: '2026-03-17T09:00:00Z', last_manager_reply_at: null, waiting_minutes: 1560 },
      {
        thread_id: 'TH-2003',
        customer_id: 'CUS-013',
        last_customer_message_at: '2026-03-18T02:00:00Z',
        last_manager_reply_at: '2026-03-17T18:00:00Z',
        waiting_minutes: 540,
      },
    ],
  });
  expect(order.body.data).toMatchObject({ created_at: '2026-03-17T16:00:00Z', ship_due_at: '2026-03-20T16:00:00Z', coupon_code: 'WELCOME10', presets: [] });
});

test('figures agree: the summary is the trend and the sum of its days, the tops are its gross and its units', async () => {
  type Kpi = Record<string, string | number>;
  const kpi = (await sis.read<Envelope<Kpi>>('kpi/summary', week)).body.data;
  const trend = (await sis.read<Envelope<{ series: Kpi[]; totals: Kpi }>>('revenue/trend', week)).body.data;
  const tops = (await sis.read<Envelope<{ totals: Kpi }>>('products/top', week)).body.data;
  expect({ currency: 'EUR', ...trend.totals }).toEqual(kpi);
  const sum = (figure: string): string => trend.series.reduce((total, day) => total + Number(day[figure]), 0).toFixed(2);
  expect([sum('revenue_gross'), sum('revenue_net')]).toEqual([kpi['revenue_gross'], kpi['revenue_net']]);
  expect(tops.totals).toMatchObject({ total_revenue: kpi['revenue_gross'], total_qty: kpi['items_sold'] });
});

test('the simulator is another shop than the demo one: prices, products and order numbers', async () => {
  const stock = await sis.read<Envelope<{ counts: object; items: object[] }>>('inventory', { section: 'out_of_stock' });
  expect(stock.body.data.counts).toMatchObject({ total: 60, active: 57, missing_price: 2, unpublished: 3 });
  expect(stock.body.data.items[0]).toMatchObject({ product_id: 3, base_price: '65.00' });
  const extra = (await sis.control<{ product_id: number }[]>('GET', '/rows/products')).body.find((row) => row.product_id === 25);
  expect(extra).toMatchObject({ sku: 'PRD-025', title: 'Товар 25', category: 'Топы', base_price: '95.00', stock_qty: 8, status: 'ACTIVE', weight: 0 });
  const orders = (await sis.control<{ order_id: string }[]>('GET', '/rows/orders')).body.map((row) => row.order_id);
  expect([orders.length, orders[9], orders[10], orders.at(-1)]).toEqual([2712, 'OB-1010', 'OB-5001', 'OB-7702']);
});

test('presets have their sizes at any time of the day', async () => {
  const counts = async () => (await sis.read<Envelope<{ counts: { by_preset: object } }>>('orders/search', { include_counts: 'true' })).body.data.counts.by_preset;
  const sizes = { stuck: 2, payment_issues: 3, late_ship: 2, awaiting_payment: 3, attention: 5 };
  expect(await counts()).toEqual(sizes);
  await sis.control('POST', '/clock', { now: '2026-03-29T22:30:00Z' });
  expect(await counts()).toEqual(sizes);
  await sis.control('POST', '/clock', { now: '2026-03-18T11:00:00Z' });
});

test('a window before the history is partial, and names its days', async () => {
  const { body } = await sis.read('kpi/summary', { from: '2025-08-29', to: '2025-09-01', tz: 'Europe/Berlin' });
  expect(body.provenance.completeness).toEqual({ status: 'partial', missing_days: ['2025-08-29', '2025-08-30'], in_progress_day: null });
  const today = await sis.read('kpi/summary', { from: '2026-03-18', to: '2026-03-18', tz: 'Asia/Tokyo' });
  expect(today.body.provenance.completeness).toEqual({ status: 'complete', missing_days: [], in_progress_day: '2026-03-18' });
});

test('pages of a list neither repeat nor skip, in the order that the contract states', async () => {
  type Found = Envelope<{ page: { total: number; next_cursor: string | null }; items: { order_id: string; created_at: string }[] }>;
  const found: { order_id: string; created_at: string }[] = [];
  let cursor: string | null = null;
  let total = 0;
  do {
    const { body }: { body: Found } = await sis.read<Found>('orders/search', cursor === null ? { ...week, limit: 50 } : { ...week, limit: 50, cursor });
    found.push(...body.data.items);
    ({ total, next_cursor: cursor } = body.data.page);
  } while (cursor !== null);
  expect(found.length).toBe(total);
  expect(new Set(found.map((one) => one.order_id)).size).toBe(total);
  expect(found.map((one) => one.created_at)).toEqual(found.map((one) => one.created_at).sort().reverse());
});

test('a cursor is good for its own list, for ten minutes', async () => {
  const first = await sis.read<Envelope<{ page: { next_cursor: string } }>>('orders/search', { limit: 1 });
  const cursor = first.body.data.page.next_cursor;
  expect(cursor.length).toBeLessThanOrEqual(256);
  const refused = { status: 422, body: { detail: { code: 'CURSOR_INVALID' } } };
  expect(await sis.read('orders/search', { limit: 1, cursor, flagged: 'true' })).toMatchObject(refused);
  expect(await sis.read('orders/search', { limit: 1, cursor: 'nonsense' })).toMatchObject(refused);
  expect(await sis.read('orders/search', { limit: 5, cursor })).toMatchObject({ status: 200 });
  await sis.control('POST', '/clock', { advance_sec: 601 });
  expect(await sis.read('orders/search', { limit: 1, cursor })).toMatchObject(refused);
  await sis.control('POST', '/clock', { now: '2026-03-18T11:00:00Z' });
});

test.each([
  ['orders/search', { limit: 201 }, 'OUT_OF_RANGE', 'limit'],
  ['orders/search', { limit: 0 }, 'OUT_OF_RANGE', 'limit'],
  ['orders/search', { limit: 'many' }, 'VALIDATION', 'limit'],
  ['orders/search', { pending_hours: 3 }, 'OUT_OF_RANGE', 'pending_hours'],
  ['orders/search', { preset: 'stuck', pending_hours: 721 }, 'OUT_OF_RANGE', 'pending_hours'],
  ['orders/search', { q: 'a' }, 'OUT_OF_RANGE', 'q'],
  ['orders/search', { from: '2026-03-01' }, 'VALIDATION', 'tz'],
  ['orders/search', { status: 'lost' }, 'VALIDATION', 'status'],
  ['kpi/summary', { ...week, tz: 'Mars/Olympus' }, 'VALIDATION', 'tz'],
  ['kpi/summary', { ...week, from: '2026-02-30' }, 'VALIDATION', 'from'],
  ['kpi/summary', { ...week, from: '2026-03-18' }, 'OUT_OF_RANGE', 'from'],
  ['kpi/summary', { ...week, to: '2026-03-19' }, 'OUT_OF_RANGE', 'to'],
  ['kpi/summary', { ...week, from: '2025-03-11' }, 'OUT_OF_RANGE', 'from'],
  ['sales/history', { ...week, from: '2026-03-12' }, 'OUT_OF_RANGE', 'from'],
  ['products/top', { ...week, limit: 31 }, 'OUT_OF_RANGE', 'limit'],
  ['inventory', {}, 'VALIDATION', 'section'],
  ['inventory', { section: 'all', low_stock_lte: 1000 }, 'OUT_OF_RANGE', 'low_stock_lte'],
  ['chats/unanswered', { threshold_hours: 169 }, 'OUT_OF_RANGE', 'threshold_hours'],
  ['coupons', { state: 'gone' }, 'VALIDATION', 'state'],
])('%s %j is refused as %s of %s', async (path, query, code, field) => {
  const { status, body } = await sis.read<{ detail: { code: string; fields: { path: string }[] } }>(path, query);
  expect([status, body.detail.code, body.detail.fields[0]?.path]).toEqual([422, code, field]);
});

test('a search finds by order, customer and, with four digits, by phone; the log does not keep its text', async () => {
  const found = async (q: string) => (await sis.read<Envelope<{ items: { order_id: string }[] }>>('orders/search', { q, limit: 200 })).body.data.items.map((one) => one.order_id);
  expect(await found('ob-1003')).toEqual(['OB-1003']);
  expect(await found('+49 171 392 0004')).toContain('OB-1005');
  expect((await found('CUS-005')).every(Boolean)).toBe(true);
  const log = await sis.control<{ query: string }[]>('GET', '/requests?since=0');
  expect(JSON.stringify(log.body)).not.toContain('392');
});

test('equal filters have equal hashes, whatever page they ask for', async () => {
  const hash = async (query: Record<string, string | number>) => (await sis.read('orders/search', query)).body.provenance.filters_hash;
  expect(await hash({ flagged: 'true', limit: 1 })).toBe(await hash({ limit: 50, flagged: 'true' }));
  expect(await hash({ flagged: 'true' })).not.toBe(await hash({ flagged: 'false' }));
});
