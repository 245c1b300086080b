import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

const codes = (response: { warnings: readonly { code: string }[] }) => response.warnings.map((warning) => warning.code);

test('yesterday is one day with its figures, change and origin', async () => {
  const response = await bench.ask('kpi_snapshot', { period: { preset: 'yesterday' } });
  expect(response).toMatchObject({
    status: 'ok',
    error: null,
    mode: 'DEMO',
    as_of: '2026-03-18T11:00:00Z',
    data: {
      period: { preset: 'yesterday', from: '2026-03-17', to: '2026-03-17', days: 1 },
      currency: 'EUR',
      orders_created: 20,
      orders_paid: 14,
      revenue_gross: '1191.00',
      revenue_net: '1170.90',
      aov: '83.64',
      items_sold: 25,
      refunds_count: 1,
      refunds_amount: '144.00',
      previous: { from: '2026-03-16', to: '2026-03-16' },
      delta_basis: { days: 1, a: { from: '2026-03-17', to: '2026-03-17' }, b: { from: '2026-03-16', to: '2026-03-16' } },
    },
    provenance: {
      sources: ['demo:orders'],
      window: { from: '2026-03-17', to: '2026-03-17', timezone: 'Europe/Berlin', granularity: 'total' },
      completeness: { status: 'complete', missing_days: [], in_progress_day: null },
    },
  });
});

test('the last complete week against the week before has the change of the specification', async () => {
  const response = await bench.ask('kpi_snapshot', { period: { preset: 'custom', from: '2026-03-11', to: '2026-03-17' } });
  expect(response.data).toMatchObject({
    revenue_net: '6505.45',
    previous: { from: '2026-03-04', to: '2026-03-10', revenue_net: '6140.70', orders_paid: 86 },
    change: { revenue_net: { delta_abs: '364.75', delta_pct: '5.94' }, orders_paid: { delta_abs: -1, delta_pct: '-1.16' } },
  });
});

test('a default request is today so far, with no change but a reason', async () => {
  const response = await bench.ask('kpi_snapshot');
  expect(response.data).toMatchObject({
    period: { preset: 'today' },
    orders_created: 6,
    orders_paid: 3,
    aov: '53.00',
    change: { revenue_net: { delta_abs: null, delta_pct: null }, orders_paid: { delta_abs: null, delta_pct: null } },
    delta_basis: null,
  });
  expect(codes(response)).toEqual(['WINDOW_IN_PROGRESS']);
  expect(response.provenance?.completeness.in_progress_day).toBe('2026-03-18');
});

test('a week with today in it is compared over its six complete days', async () => {
  const response = await bench.ask('kpi_snapshot', { period: { preset: '7d' } });
  expect(response.data).toMatchObject({
    period: { from: '2026-03-12', to: '2026-03-18', days: 7 },
    delta_basis: { days: 6, a: { from: '2026-03-12', to: '2026-03-17' }, b: { from: '2026-03-05', to: '2026-03-10' } },
  });
  const alone = await bench.ask('kpi_snapshot', { period: { preset: 'custom', from: '2026-03-12', to: '2026-03-17' } });
  const before = await bench.ask('kpi_snapshot', { period: { preset: 'custom', from: '2026-03-05', to: '2026-03-10' }, with_change: false });
  const [a, b] = [alone.data, before.data] as { revenue_net: string }[];
  const delta = (Number(a?.revenue_net) - Number(b?.revenue_net)).toFixed(2);
  expect(response.data).toMatchObject({ change: { revenue_net: { delta_abs: delta } } });
});

test('without change there is neither a previous window nor a delta', async () => {
  const { data } = await bench.ask('kpi_snapshot', { day: '2026-03-17', with_change: false });
  expect(data).toMatchObject({ orders_paid: 14 });
  expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['previous']));
  expect(data).not.toHaveProperty('change');
  expect(data).not.toHaveProperty('delta_basis');
});

test('days before the history are missing: the answer is partial and compares nothing', async () => {
  const response = await bench.ask('kpi_snapshot', { period: { preset: 'custom', from: '2025-08-25', to: '2025-09-07' } });
  expect(response.provenance?.completeness).toMatchObject({
    status: 'partial',
    missing_days: ['2025-08-25', '2025-08-26', '2025-08-27', '2025-08-28', '2025-08-29', '2025-08-30'],
  });
  expect(response.data).toMatchObject({ previous: null, delta_basis: null, change: { aov: { delta_abs: null, delta_pct: null } } });
  expect(codes(response)).toEqual(['WINDOW_A_MISSING_DAYS', 'PREV_WINDOW_MISSING']);
});

test('a window that no data reach is zero, and that is said', async () => {
  const response = await bench.ask('kpi_snapshot', { day: '2025-08-01' });
  expect(response).toMatchObject({ status: 'ok', data: { orders_created: 0, revenue_net: '0.00', aov: null } });
  expect(codes(response)).toContain('NO_DATA');
});

test('an early morning without orders is zero, and no other day is shown instead', async () => {
  bench.clock.set('2026-03-18T23:05:00Z');
  const response = await bench.ask('kpi_snapshot', { period: { preset: 'today' } });
  expect(response.data).toMatchObject({ period: { from: '2026-03-19' }, orders_paid: 0, revenue_net: '0.00' });
});

test('a previous window of zeros gives no percent, and says so', async () => {
  await bench.db.query(sql`update demo.demo_orders set payment_status = 'failed' where paid_day_offset = 2`);
  try {
    const response = await bench.ask('kpi_snapshot', { period: { preset: 'yesterday' } });
    expect(response.data).toMatchObject({
      change: { revenue_net: { delta_abs: '1170.90', delta_pct: null }, orders_paid: { delta_abs: 14, delta_pct: null }, aov: { delta_abs: null, delta_pct: null } },
    });
    expect(response.warnings).toMatchObject([{ code: 'PREV_WINDOW_ZERO', params: { figures: ['revenue_gross', 'revenue_net', 'orders_paid'] } }]);
  } finally {
    await bench.db.query(sql`update demo.demo_orders set payment_status = 'paid' where paid_day_offset = 2`);
  }
});

test("currency and zone of the tenant, and the owner's own zone, change the answer at once", async () => {
  const dollars = await bench.ask('kpi_snapshot', {}, { tenant: { currency: 'USD', timezone: 'Asia/Tokyo' } });
  expect(dollars).toMatchObject({ data: { currency: 'USD' }, provenance: { window: { timezone: 'Asia/Tokyo', from: '2026-03-18' } } });
  const actor = { owner_user_id: 700, chat_id: 700, role: 'owner' as const, timezone: 'Pacific/Kiritimati' };
  const owner = await bench.ask('kpi_snapshot', {}, { actor });
  expect(owner.provenance?.window).toMatchObject({ timezone: 'Pacific/Kiritimati', from: '2026-03-19' });
});

leakCheck();
