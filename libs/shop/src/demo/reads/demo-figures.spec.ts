import { leakCheck } from '@ownerbot/testing';
import { callIn, demoFixture, NOON, type DemoFixture } from '../../fixtures/demo-fixture';
import { addDays } from '../../local-days';
import { CampaignsData, FunnelData, RefundRatesData, TrustSignalsData } from '../../methods/demo-only';
import { readAnswer } from '../../answers/read-answer';

let demo: DemoFixture;
beforeAll(async () => {
  demo = await demoFixture();
});
beforeEach(() => demo.clock.set(NOON));
afterAll(() => demo.drop());

const days = (from: number, to: number) => ({ from: addDays('2026-03-18', -from), to: addDays('2026-03-18', -to), tz: 'Europe/Berlin' });
const TOP = { metric: 'revenue', direction: 'top', group_by: 'product', limit: 10 } as const;

test('the best products of a week, by revenue', async () => {
  const { data, provenance } = await demo.shop.productsTop({ ...days(7, 1), ...TOP, limit: 3 }, callIn());
  expect(data.rows.map((row) => [row.rank, row.key, row.revenue, row.qty, row.share_pct])).toEqual([
    [1, '9', '1106.00', 14, '16.76'],
    [2, '2', '702.00', 13, '10.64'],
    [3, '1', '588.00', 12, '8.91'],
  ]);
  expect(data.totals).toEqual({ total_revenue: '6599.00', total_qty: 149, groups: 21 });
  expect(provenance.counts).toEqual({ total: 21, shown: 3 });
});

test('the best products of a month, by units; equal ones by id', async () => {
  const { data } = await demo.shop.productsTop({ ...days(30, 1), ...TOP, metric: 'qty', limit: 3 }, callIn());
  expect(data.rows.map((row) => [row.key, row.qty])).toEqual([['15', 61], ['1', 56], ['21', 56]]);
});

test('the bottom shows what did not sell, unless it is not wanted', async () => {
  const bottom = { ...days(1, 1), ...TOP, direction: 'bottom', limit: 2 } as const;
  expect((await demo.shop.productsTop(bottom, callIn())).data.rows.map((row) => row.qty)).toEqual([0, 0]);
  const sold = (await demo.shop.productsTop({ ...bottom, include_zero: false }, callIn())).data;
  expect(sold.rows.every((row) => row.qty > 0)).toBe(true);
});

test('stock by section', async () => {
  const { data } = await demo.shop.inventory({ section: 'low_stock', low_stock_lte: 5, limit: 3 }, callIn());
  expect(data.counts).toEqual({
    total: 24,
    active: 21,
    out_of_stock: 2,
    low_stock: 8,
    missing_photo: 2,
    missing_video: 3,
    missing_price: 2,
    return_flags: 4,
    unpublished: 3,
  });
  expect(data.items[0]).toMatchObject({ product_id: 16, sku: 'PRD-016', base_price: '39.00', price: '31.20', discount_percent: 20, sections: ['low_stock', 'missing_photo'] });
  expect(data.page).toMatchObject({ total: 8, shown: 3 });
});

test('pages of a list neither repeat nor skip, and end', async () => {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await demo.shop.inventory({ section: 'all', low_stock_lte: 5, limit: 4, ...(cursor === undefined ? {} : { cursor }) }, callIn());
    seen.push(...data.items.map((item) => item.product_id));
    cursor = data.page.next_cursor ?? undefined;
    demo.clock.advance(60_000);
  } while (cursor !== undefined);
  expect(seen).toEqual([3, 12, 24, 16, 7, 2, 18, 10, 6, 14, 22, 17, 11, 20, 19, 8, 4, 23]);
});

test('a cursor of another list, an old one and a made-up one are refused', async () => {
  const page = (section: 'all' | 'low_stock', cursor: string) => demo.shop.inventory({ section, low_stock_lte: 5, limit: 2, cursor }, callIn());
  const first = await demo.shop.inventory({ section: 'all', low_stock_lte: 5, limit: 2 }, callIn());
  const cursor = first.data.page.next_cursor ?? '';
  const refused = { code: 'VALIDATION_ERROR', facts: { reason: 'CURSOR_INVALID' } };
  await expect(page('low_stock', cursor)).rejects.toMatchObject(refused);
  await expect(page('all', 'bm9wZQ')).rejects.toMatchObject(refused);
  demo.clock.advance(10 * 60_000 + 1);
  await expect(page('all', cursor)).rejects.toMatchObject(refused);
});

test('the base of a reorder plan: units of each day, also where none were sold', async () => {
  const { data } = await demo.shop.salesHistory({ ...days(14, 1), group_by: 'product', limit: 200 }, callIn());
  expect(data).toMatchObject({ start: '2026-03-04', days: 14, page: { total: 22, next_cursor: null } });
  const [first] = data.items;
  expect(first).toMatchObject({ key: '1', product_id: 1, stock_qty: 24 });
  expect([first?.qty.length, first?.qty.reduce((sum, qty) => sum + qty, 0)]).toEqual([14, 26]);
  expect(data.items.find((item) => item.product_id === 23)?.qty).toEqual(Array.from({ length: 14 }, () => 0));
});

test('coupons have their uses and states', async () => {
  const { data } = await demo.shop.coupons({ state: 'all', expiring_days: 7, sort: 'used', limit: 20 }, callIn());
  expect(data.items.map((item) => [item.code, item.used_count, item.state])).toEqual([
    ['WELCOME10', 105, 'active'],
    ['SHIP5', 47, 'active'],
    ['VIP25', 40, 'active'],
    ['SPRING15', 25, 'expired'],
    ['HOODIE15', 0, 'active'],
  ]);
  expect(data.counts).toEqual({ total: 5, active: 4, expiring_soon: 1, scheduled: 0, expired: 1, exhausted: 0, disabled: 0 });
  expect(data.items[1]?.ends_at).toBe('2026-03-23T20:00:00Z');
  expect((await demo.shop.coupons({ state: 'all', expiring_days: 7, code: 'vip25', sort: 'used', limit: 20 }, callIn())).data.page.total).toBe(1);
});

test('the queue of chats, and those who wait longest', async () => {
  expect((await demo.shop.chatsQueue(callIn())).data).toEqual({
    total_open_threads: 5,
    unanswered_total: 4,
    unanswered_2h: 4,
    unanswered_6h: 2,
    unanswered_24h: 1,
    oldest_waiting_minutes: 1560,
    top_overdue_threads: [
      { thread_id: 'TH-2004', waiting_minutes: 1560 },
      { thread_id: 'TH-2003', waiting_minutes: 540 },
      { thread_id: 'TH-2002', waiting_minutes: 300 },
      { thread_id: 'TH-2001', waiting_minutes: 130 },
    ],
  });
  const { data } = await demo.shop.chatsUnanswered({ threshold_hours: 6, limit: 10 }, callIn());
  expect(data.threads[1]).toEqual({
    thread_id: 'TH-2003',
    customer_id: 'CUS-013',
    last_customer_message_at: '2026-03-18T02:00:00Z',
    last_manager_reply_at: '2026-03-17T18:00:00Z',
    waiting_minutes: 540,
  });
});

test('the rate has moved and a repricing is due', async () => {
  expect((await demo.shop.fxStatus(callIn())).data).toMatchObject({
    status: 'ok',
    provider: 'ecb',
    base_currency: 'USD',
    shop_currency: 'EUR',
    rate: '0.9200',
    rate_taken_at: '2026-03-18T08:00:00Z',
    rate_applied: '0.9100',
    delta_abs: '0.0100',
    delta_percent: '1.10',
    would_apply: true,
    noop_reason: null,
    last_apply: null,
    settings_version: 3,
  });
});

test('the funnel counts the days that are over', async () => {
  const { data } = await demo.shop.funnel(days(7, 1), callIn());
  expect(data).toEqual({ views: 4166, opens: 1032, carts: 242, orders_created: 112, orders_paid: 85 });
  expect(readAnswer(FunnelData, data).ok).toBe(true);
  const withToday = await demo.shop.funnel(days(7, 0), callIn());
  expect(withToday.data).toEqual(data);
  expect(withToday.provenance.completeness).toEqual({ status: 'partial', missing_days: ['2026-03-18'], in_progress_day: '2026-03-18' });
});

test('products that come back more often than others', async () => {
  const { data } = await demo.shop.refundRates({ ...days(89, 0), min_orders: 30, delta_pp: '1' }, callIn());
  expect(data.overall).toEqual({ orders: 1098, refunds: 64, rate_pct: '5.83' });
  expect(data.rows.map((row) => [row.product_id, row.rate_pct])).toEqual([[11, '12.86'], [14, '12.33'], [5, '8.85'], [7, '8.33'], [13, '7.14']]);
  expect(data.rows[0]).toMatchObject({ title: 'Худи «Базальт»', delta_pp: '7.03' });
  expect(readAnswer(RefundRatesData, data).ok).toBe(true);
});

test('customers who come back with refunds and coupons', async () => {
  const { data, provenance } = await demo.shop.trustSignals({ ...days(89, 0), limit: 50 }, callIn());
  expect(data.rows.slice(0, 2)).toEqual([
    expect.objectContaining({ customer_id: 'CUS-032', signal: 'REFUND_REPEAT', count: 3, score: 90 }),
    expect.objectContaining({ customer_id: 'CUS-190', signal: 'REFUND_REPEAT', count: 3, score: 90 }),
  ]);
  expect(data.rows[0]?.evidence_order_ids).toHaveLength(3);
  const coupons = data.rows.filter((row) => row.signal === 'COUPON_REPEAT');
  expect([data.total, coupons.length, new Set(coupons.map((row) => row.score))]).toEqual([22, 10, new Set([40])]);
  expect(readAnswer(TrustSignalsData, data).ok).toBe(true);
  const few = await demo.shop.trustSignals({ ...days(89, 0), limit: 5 }, callIn());
  expect([few.data.rows.length, few.data.total, few.provenance.counts]).toEqual([5, 22, { total: 22, shown: 5 }]);
  expect(provenance.sources).toEqual(['demo:orders']);
});

test('campaigns', async () => {
  const { data } = await demo.shop.campaigns(callIn());
  expect(data.items.map((item) => [item.title, item.status, item.daily_budget])).toEqual([['Весна', 'running', '30.00'], ['Ретаргет', 'running', '15.00'], ['Архив', 'paused', '0.00']]);
  expect(readAnswer(CampaignsData, data).ok).toBe(true);
});

test.each([
  ['productsTop limit', () => demo.shop.productsTop({ ...days(7, 1), ...TOP, limit: 31 }, callIn()), 'limit'],
  ['salesHistory of 6 days', () => demo.shop.salesHistory({ ...days(6, 1), group_by: 'product', limit: 10 }, callIn()), 'from'],
  ['salesHistory of 121 days', () => demo.shop.salesHistory({ ...days(121, 1), group_by: 'product', limit: 10 }, callIn()), 'from'],
  ['inventory threshold', () => demo.shop.inventory({ section: 'all', low_stock_lte: 1000, limit: 10 }, callIn()), 'low_stock_lte'],
  ['inventory ids', () => demo.shop.inventory({ section: 'all', low_stock_lte: 5, product_ids: [], limit: 10 }, callIn()), 'product_ids'],
  ['inventory limit', () => demo.shop.inventory({ section: 'all', low_stock_lte: 5, limit: 201 }, callIn()), 'limit'],
  ['chats threshold', () => demo.shop.chatsUnanswered({ threshold_hours: 169, limit: 10 }, callIn()), 'threshold_hours'],
  ['coupons expiring_days', () => demo.shop.coupons({ state: 'all', expiring_days: 0, sort: 'used', limit: 10 }, callIn()), 'expiring_days'],
  ['refund rates min_orders', () => demo.shop.refundRates({ ...days(7, 1), min_orders: 4, delta_pp: '1' }, callIn()), 'min_orders'],
  ['refund rates delta_pp', () => demo.shop.refundRates({ ...days(7, 1), min_orders: 5, delta_pp: '0.4' }, callIn()), 'delta_pp'],
  ['trust signals limit', () => demo.shop.trustSignals({ ...days(7, 1), limit: 51 }, callIn()), 'limit'],
])('%s out of range is refused', async (_name, ask, path) => {
  await expect(ask()).rejects.toMatchObject({ code: 'VALIDATION_ERROR', facts: { reason: 'OUT_OF_RANGE', fields: [{ path }] } });
});

leakCheck();
