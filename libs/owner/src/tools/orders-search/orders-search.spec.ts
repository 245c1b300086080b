import { leakCheck } from '@ownerbot/testing';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';
import type { OrdersSearchOutput } from './orders-search.fields';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

const search = async (payload: object) => (await bench.ask('orders_search', payload)).data as OrdersSearchOutput;
const ids = (data: OrdersSearchOutput) => data.items.map((item) => item.order_id);

test.each([
  ['stuck', ['OB-1005', 'OB-1003']],
  ['payment_issues', ['OB-1001', 'OB-1005', 'OB-1003']],
  ['late_ship', ['OB-1007', 'OB-1010']],
  ['awaiting_payment', ['OB-1006', 'OB-1001', 'OB-1005']],
  ['attention', ['OB-1001', 'OB-1005', 'OB-1003', 'OB-1007', 'OB-1010']],
])('preset %s holds its named orders, newest first', async (preset, expected) => {
  const data = await search({ preset });
  expect(ids(data)).toEqual(expected);
  expect(data).toMatchObject({ total: expected.length, count: expected.length, next_cursor: null });
});

test.each(['2026-03-18T00:30:00Z', '2026-03-18T22:59:00Z', '2026-03-29T00:30:00Z', '2026-10-25T01:30:00Z', '2026-12-31T22:30:00Z'])(
  'presets keep their sizes at %s',
  async (now) => {
    bench.clock.set(now);
    const sizes = await Promise.all(['stuck', 'late_ship', 'payment_issues', 'awaiting_payment', 'attention'].map((preset) => search({ preset })));
    expect(sizes.map((data) => data.total)).toEqual([2, 2, 3, 3, 5]);
  },
);

test('an order tells its state, age and presets, and its customer by phone alone', async () => {
  const response = await bench.ask('orders_search', { preset: 'stuck' });
  expect(response.data).toMatchObject({ total_amount: '225.00', oldest_age_hours: 30, applied_filters: { preset: 'stuck', since_hours: 6 } });
  expect((response.data as OrdersSearchOutput).items[0]).toEqual({
    order_id: 'OB-1005',
    status: 'pending',
    amount: '76.00',
    currency: 'EUR',
    created_at: '2026-03-18T02:00:00Z',
    age_hours: 9,
    flagged: false,
    customer_phone: '+491713920004',
    payment_status: 'pending',
    shipping_status: 'none',
    ship_due_at: null,
    presets: ['stuck', 'payment_issues', 'awaiting_payment'],
  });
  expect(response.provenance).toMatchObject({
    counts: { total: 2, shown: 2 },
    window: { from: '2026-03-18T11:00:00Z', to: '2026-03-18T11:00:00Z', timezone: 'Europe/Berlin', granularity: 'instant' },
  });
});

test('since_hours replaces the pending age of the two presets that know one', async () => {
  expect(ids(await search({ preset: 'stuck', since_hours: 3 }))).toEqual(['OB-1001', 'OB-1005', 'OB-1003']);
  expect(ids(await search({ preset: 'stuck', since_hours: 10 }))).toEqual(['OB-1003']);
  expect(ids(await search({ preset: 'payment_issues', since_hours: 720 }))).toEqual(['OB-1003']);
});

test.each([{ since_hours: 5 }, { preset: 'late_ship', since_hours: 5 }, { preset: 'attention', since_hours: 5 }])(
  'since_hours is refused with %j',
  async (payload) => {
    const response = await bench.ask('orders_search', payload);
    expect(response.error).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: { fields: [{ path: 'since_hours', rule: 'preset', allowed: 'only with preset stuck or payment_issues' }] },
    });
  },
);

test.each([
  ['+49 171 392-00-04', 'OB-1005'],
  ['(0004)', 'OB-1005'],
  ['3920004', 'OB-1005'],
])('a phone is found by its digits: %s', async (q, expected) => {
  expect(ids(await search({ q, limit: 200 }))).toContain(expected);
});

test('fewer than four digits are no phone', async () => {
  const found = ids(await search({ q: '004', limit: 200 }));
  expect(found).toContain('OB-1004');
  expect(found).not.toContain('OB-1005');
  expect(await search({ q: '9-20', limit: 200 })).toMatchObject({ total: 0 });
});

test('ids are found by any part, whatever the case, and wildcards are plain characters', async () => {
  expect(ids(await search({ q: 'ob-100' }))).toHaveLength(9);
  expect((await search({ q: 'cus-004' })).total).toBeGreaterThan(0);
  expect(await search({ q: '%%' })).toMatchObject({ total: 0, oldest_age_hours: null, total_amount: '0.00' });
  expect(await search({ q: 'OB_1001' })).toMatchObject({ total: 0 });
});

test('filters combine, and the flag is one of them', async () => {
  expect(ids(await search({ flagged: true }))).toEqual(['OB-1010']);
  expect(ids(await search({ flagged: false, preset: 'late_ship' }))).toEqual(['OB-1007']);
  expect(ids(await search({ status: 'paid', shipping_status: 'preparing', payment_status: 'paid', q: 'OB-10' }))).toEqual([
    'OB-1009',
    'OB-1002',
    'OB-1007',
    'OB-1010',
  ]);
});

test('a period counts by the day of creation, and days before the history make it partial', async () => {
  const yesterday = await bench.ask('orders_search', { period: { preset: 'yesterday' }, limit: 200 });
  expect(yesterday.data).toMatchObject({ total: 20, applied_filters: { period: { preset: 'yesterday', from: '2026-03-17', to: '2026-03-17' } } });
  expect(yesterday.provenance?.window).toMatchObject({ from: '2026-03-17', to: '2026-03-17', granularity: 'total' });
  const old = await bench.ask('orders_search', { period: { preset: 'custom', from: '2025-08-29', to: '2025-09-02' } });
  expect(old.provenance?.completeness).toMatchObject({ status: 'partial', missing_days: ['2025-08-29', '2025-08-30'] });
});

test('pages of a list neither repeat nor skip while time goes on', async () => {
  const whole = ids(await search({ period: { preset: '7d' }, limit: 200 }));
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const data: OrdersSearchOutput = await search({ period: { preset: '7d' }, limit: 17, ...(cursor === null ? {} : { cursor }) });
    expect(data.total).toBe(whole.length);
    paged.push(...ids(data));
    cursor = data.next_cursor;
    bench.clock.advance(61_000);
  } while (cursor !== null);
  expect(paged).toEqual(whole);
});

test.each([
  ['ten minutes later', 600_001, {}],
  ['with other filters', 0, { status: 'paid' }],
])('a cursor %s gives the first page again, and that is said', async (_name, laterMs, filters) => {
  const first = await search({ limit: 5 });
  bench.clock.advance(laterMs);
  const again = await bench.ask('orders_search', { limit: 5, cursor: first.next_cursor, ...filters });
  expect(again.warnings.map((warning) => warning.code)).toEqual(['CURSOR_RESTARTED']);
  expect(ids(again.data as OrdersSearchOutput)).toEqual(ids(await search({ limit: 5, ...filters })));
});

test.each(['nonsense', 'W10', Buffer.from('[1,2,"x",9e99,"a"]').toString('base64url'), '🙂'])('the broken cursor %s gives the first page', async (cursor) => {
  const response = await bench.ask('orders_search', { limit: 5, cursor });
  expect(response.warnings.map((warning) => warning.code)).toEqual(['CURSOR_RESTARTED']);
});

test('audit holds no searched text, phone or customer', async () => {
  bench.audited.length = 0;
  await bench.ask('orders_search', { q: '+491713920004', status: 'pending' });
  const text = JSON.stringify(bench.audited);
  expect(text).not.toMatch(/3920004|CUS-/);
  expect(bench.audited.map((event) => [event.event_type, event.severity])).toEqual([
    ['tool_call_started', 'info'],
    ['tool_call_finished', 'info'],
  ]);
  expect(bench.audited[0]?.fields).toMatchObject({ tool: 'orders_search', payload: { status: 'pending' }, phase: 'read', mode: 'DEMO' });
  expect(bench.audited[1]?.fields).toMatchObject({ status: 'ok', counts: { total: 1, shown: 1 }, completeness: 'complete' });
});

leakCheck();
