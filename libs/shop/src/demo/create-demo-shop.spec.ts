import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { callIn, demoFixture, NOON, type DemoFixture } from '../fixtures/demo-fixture';

let demo: DemoFixture;
beforeAll(async () => {
  demo = await demoFixture();
});
beforeEach(() => demo.clock.set(NOON));
afterAll(() => demo.drop());

const yesterday = { from: '2026-03-17', to: '2026-03-17', tz: 'Europe/Berlin' };

test('a summary carries its figures, moment and origin', async () => {
  expect(await demo.shop.kpiSummary(yesterday, callIn())).toEqual({
    data: {
      currency: 'EUR',
      revenue_gross: '1191.00',
      revenue_net: '1170.90',
      orders_created: 20,
      orders_paid: 14,
      aov: '83.64',
      items_sold: 25,
      refunds_count: 1,
      refunds_amount: '144.00',
    },
    as_of: '2026-03-18T11:00:00Z',
    warnings: [],
    provenance: {
      sources: ['demo:orders'],
      window: { from: '2026-03-17', to: '2026-03-17', timezone: 'Europe/Berlin', granularity: 'total' },
      filters_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      counts: null,
      completeness: { status: 'complete', missing_days: [], in_progress_day: null },
    },
  });
});

test('equal filters give equal hashes, and nothing else does', async () => {
  const hash = async (query = yesterday, call = callIn()) => (await demo.shop.kpiSummary(query, call)).provenance.filters_hash;
  const first = await hash();
  demo.clock.advance(60_000);
  expect(await hash({ tz: 'Europe/Berlin', to: '2026-03-17', from: '2026-03-17' })).toBe(first);
  const others = await Promise.all([hash({ ...yesterday, from: '2026-03-16' }), hash({ ...yesterday, tz: 'Europe/Kyiv' }), hash(yesterday, callIn(undefined, { shopId: 2 }))]);
  expect(new Set([first, ...others]).size).toBe(4);
});

test('all pages of a list have one hash', async () => {
  const first = await demo.shop.ordersSearch({ limit: 5 }, callIn());
  const second = await demo.shop.ordersSearch({ limit: 7, cursor: first.data.page.next_cursor ?? '' }, callIn());
  expect(second.provenance.filters_hash).toBe(first.provenance.filters_hash);
  expect(second.data.items[0]?.order_id).not.toBe(first.data.items[0]?.order_id);
});

test.each([
  [{ ...yesterday, from: '2026-03-18' }, 'from'],
  [{ ...yesterday, to: '2026-03-19' }, 'to'],
  [{ ...yesterday, from: '2025-03-16' }, 'from'],
  [{ ...yesterday, from: '2026-02-30' }, 'from'],
  [{ ...yesterday, tz: 'Mars/Base' }, 'tz'],
])('the window %j is refused', async (window, path) => {
  await expect(demo.shop.kpiSummary(window, callIn())).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    facts: { reason: 'OUT_OF_RANGE', fields: [{ path }] },
  });
});

test('today grows during the day, and later rows are invisible', async () => {
  const created = async (now: string) => {
    demo.clock.set(now);
    return (await demo.shop.kpiSummary({ from: '2026-03-18', to: '2026-03-18', tz: 'Europe/Berlin' }, callIn())).data.orders_created;
  };
  const morning = await created('2026-03-18T08:00:00Z');
  const noon = await created(NOON);
  const night = await created('2026-03-18T22:59:00Z');
  expect([morning < noon, noon]).toEqual([true, 6]);
  // All 15 of the day, and the live orders of up to nine hours ago.
  expect(night).toBe(18);
});

test('an anchored order stands at its local minute on both sides of a change of the clock', async () => {
  const createdAt = async (now: string) => {
    demo.clock.set(now);
    return (await demo.shop.orderDetail('OB-1002', callIn())).data.created_at;
  };
  // 10:15 in Berlin on the day before: winter time, then summer time, then winter time again.
  expect(await createdAt('2026-03-29T10:00:00Z')).toBe('2026-03-28T09:15:00Z');
  expect(await createdAt('2026-03-30T10:00:00Z')).toBe('2026-03-29T08:15:00Z');
  expect(await createdAt('2026-10-26T11:00:00Z')).toBe('2026-10-25T09:15:00Z');
});

test('a live order keeps its age, cut to the minute, and falls on the day of its zone', async () => {
  demo.clock.set('2026-03-29T02:10:42Z');
  const { data } = await demo.shop.orderDetail('OB-1001', callIn());
  expect(data.created_at).toBe('2026-03-28T23:10:00Z');
  const search = (tz: string, day: string) => demo.shop.ordersSearch({ q: 'OB-1001', window: { from: day, to: day, tz }, limit: 1 }, callIn(tz));
  expect((await search('Europe/Berlin', '2026-03-29')).data.page.total).toBe(1);
  expect((await search('Europe/London', '2026-03-28')).data.page.total).toBe(1);
  expect((await search('Europe/London', '2026-03-29')).data.page.total).toBe(0);
});

test('daily figures are the same in every zone', async () => {
  const zones = ['Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu', 'Europe/Berlin'];
  const days = { 'Pacific/Kiritimati': '2026-03-17', 'America/St_Johns': '2026-03-16', 'Asia/Kathmandu': '2026-03-16', 'Europe/Berlin': '2026-03-16' };
  const answers = await Promise.all(
    zones.map((tz) => {
      const day = days[tz as keyof typeof days];
      return demo.shop.kpiSummary({ from: day, to: day, tz }, callIn(tz));
    }),
  );
  expect(new Set(answers.map((answer) => answer.data.revenue_net)).size).toBe(1);
});

test('a trend lists every day with its zeros, and the days before it', async () => {
  const { data, provenance } = await demo.shop.revenueTrend(
    { from: '2026-03-15', to: '2026-03-18', tz: 'Europe/Berlin', granularity: 'day', include_previous: true },
    callIn(),
  );
  expect(data.series.map((point) => point.day)).toEqual(['2026-03-15', '2026-03-16', '2026-03-17', '2026-03-18']);
  expect(data.previous).toMatchObject({ from: '2026-03-11', to: '2026-03-14', missing_days: [] });
  expect(data.previous?.series).toHaveLength(4);
  expect(provenance.completeness).toEqual({ status: 'complete', missing_days: [], in_progress_day: '2026-03-18' });
});

test('the previous window tells its own missing days', async () => {
  const { data, provenance } = await demo.shop.revenueTrend(
    { from: '2025-09-02', to: '2025-09-05', tz: 'Europe/Berlin', granularity: 'week', include_previous: true },
    callIn(),
  );
  expect(provenance.completeness.status).toBe('complete');
  expect(data.previous).toMatchObject({ from: '2025-08-29', to: '2025-09-01', missing_days: ['2025-08-29', '2025-08-30'] });
  expect(data.previous?.series.map((point) => point.day)).toEqual(['2025-08-29', '2025-09-01']);
  expect(data.series.map((point) => point.day)).toEqual(['2025-09-02']);
});

test('counts cover everything but the preset', async () => {
  const { data } = await demo.shop.ordersSearch({ preset: 'stuck', q: 'OB-10', include_counts: true, limit: 1 }, callIn());
  expect(data.page).toMatchObject({ total: 2, shown: 1 });
  expect(data.counts).toEqual({
    by_status: { pending: 3, paid: 4, stuck: 1, shipped: 1, refunded: 1 },
    by_payment_status: { pending: 3, paid: 5, failed: 1, refunded: 1 },
    by_preset: { stuck: 2, late_ship: 2, payment_issues: 3, awaiting_payment: 3, attention: 5 },
  });
  const cancelled = await demo.shop.ordersSearch({ status: 'cancelled', include_counts: true, limit: 1 }, callIn());
  expect(cancelled.data.counts?.by_payment_status).toEqual({ none: cancelled.data.page.total });
});

test.each([
  [{ limit: 0 }, 'limit'],
  [{ limit: 201 }, 'limit'],
  [{ limit: 5, q: 'x' }, 'q'],
  [{ limit: 5, preset: 'attention' as const, pending_hours: 5 }, 'pending_hours'],
  [{ limit: 5, preset: 'stuck' as const, pending_hours: 721 }, 'pending_hours'],
])('the search %j is refused', async (query, path) => {
  await expect(demo.shop.ordersSearch(query, callIn())).rejects.toMatchObject({ code: 'VALIDATION_ERROR', facts: { fields: [{ path }] } });
});

test('a cancelled order wants no attention, however late it is', async () => {
  await demo.db.query(sql`update demo.demo_orders set status = 'cancelled' where order_id in ('OB-1003', 'OB-1005', 'OB-1007')`);
  try {
    const { data } = await demo.shop.ordersSearch({ preset: 'attention', limit: 9, include_counts: true }, callIn());
    expect(data.items.map((order) => order.order_id)).toEqual(['OB-1001', 'OB-1010']);
    expect(data.counts?.by_preset).toEqual({ stuck: 0, late_ship: 1, payment_issues: 1, awaiting_payment: 2, attention: 2 });
    expect((await demo.shop.orderDetail('OB-1007', callIn())).data.presets).toEqual([]);
  } finally {
    await demo.db.query(sql`update demo.demo_orders set status = 'paid' where order_id = 'OB-1007'`);
    await demo.db.query(sql`update demo.demo_orders set status = 'stuck' where order_id = 'OB-1003'`);
    await demo.db.query(sql`update demo.demo_orders set status = 'pending' where order_id = 'OB-1005'`);
  }
});

test('a cursor is good for ten minutes, its filters and its zone', async () => {
  const next = (await demo.shop.ordersSearch({ limit: 5 }, callIn())).data.page.next_cursor ?? '';
  expect(next.length).toBeLessThanOrEqual(256);
  const invalid = { code: 'VALIDATION_ERROR', facts: { reason: 'CURSOR_INVALID' } };
  demo.clock.advance(600_000);
  expect((await demo.shop.ordersSearch({ limit: 5, cursor: next }, callIn())).data.page.shown).toBe(5);
  await expect(demo.shop.ordersSearch({ limit: 5, cursor: next, flagged: true }, callIn())).rejects.toMatchObject(invalid);
  await expect(demo.shop.ordersSearch({ limit: 5, cursor: next }, callIn('Asia/Tokyo'))).rejects.toMatchObject(invalid);
  demo.clock.advance(1);
  await expect(demo.shop.ordersSearch({ limit: 5, cursor: next }, callIn())).rejects.toMatchObject(invalid);
});

test('everything is supported, from the oldest seeded day', async () => {
  const { data } = await demo.shop.capabilities(callIn());
  expect(data).toMatchObject({ history_from: '2025-08-31', flags: { idempotent_applies: true, enquiry: true, preview_binding: true } });
  expect(Object.values(data.endpoints)).toEqual(Array.from({ length: 18 }, () => true));
  expect((await demo.shop.ping(callIn())).data).toMatchObject({ gateway: 'ownerbot', api_version: '1.0', time: '2026-03-18T11:00:00Z' });
});

test('a call that was cut answers nothing', async () => {
  const signal = AbortSignal.abort(new Error('cut'));
  await expect(demo.shop.kpiSummary(yesterday, callIn(undefined, { signal }))).rejects.toThrow('cut');
});

leakCheck();
