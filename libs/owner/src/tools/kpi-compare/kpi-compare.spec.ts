import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

const codes = (response: { warnings: readonly { code: string }[] }) => response.warnings.map(({ code }) => code);
const custom = (a: readonly [string, string], b: readonly [string, string]) => ({ preset: 'custom', a_start: a[0], a_end: a[1], b_start: b[0], b_end: b[1] });

test('week against week: the seven complete days, and the seven before', async () => {
  const response = await bench.ask('kpi_compare');
  expect(response).toMatchObject({
    status: 'ok',
    data: {
      window_a: { start: '2026-03-11', end: '2026-03-17', days: 7 },
      window_b: { start: '2026-03-04', end: '2026-03-10', days: 7 },
      totals_a: { revenue_gross_sum: '6599.00', revenue_net_sum: '6505.45', orders_paid_sum: 85, orders_created_sum: 112 },
      totals_b: { revenue_net_sum: '6140.70', orders_paid_sum: 86 },
      delta: { revenue_net: { delta_abs: '364.75', delta_pct: '5.94' }, orders_paid: { delta_abs: -1, delta_pct: '-1.16' } },
      aov_a: '76.53',
      aov_b: '71.40',
      aov_delta: { delta_abs: '5.13', delta_pct: '7.18' },
    },
    provenance: { window: { from: '2026-03-11', to: '2026-03-17', granularity: 'total' } },
  });
  expect(response.data).not.toHaveProperty('avg_per_day_a');
  expect(codes(response)).toEqual([]);
});

test('month against month has thirty days on either side', async () => {
  const { data } = await bench.ask('kpi_compare', { preset: 'mom' });
  expect(data).toMatchObject({ window_a: { start: '2026-02-16', days: 30 }, totals_a: { revenue_net_sum: '27675.55' }, totals_b: { revenue_net_sum: '25397.40' } });
});

test('windows of different length are compared by their days, too', async () => {
  const response = await bench.ask('kpi_compare', custom(['2026-03-11', '2026-03-17'], ['2026-03-09', '2026-03-10']));
  expect(codes(response)).toEqual(['WINDOW_LENGTHS_DIFFER']);
  expect(response.data).toMatchObject({ avg_per_day_a: { revenue_net: '929.35', orders_paid: '12.14' } });
});

test('today in a window is said to be going on', async () => {
  expect(codes(await bench.ask('kpi_compare', custom(['2026-03-18', '2026-03-18'], ['2026-03-17', '2026-03-17'])))).toEqual(['WINDOW_IN_PROGRESS']);
});

test.each([
  ['WINDOW_B_MISSING_DAYS', custom(['2025-09-02', '2025-09-04'], ['2025-08-29', '2025-08-31'])],
  ['WINDOW_A_MISSING_DAYS', custom(['2025-08-29', '2025-08-31'], ['2025-09-02', '2025-09-04'])],
])('days without data on a side give %s and no difference', async (code, payload) => {
  const response = await bench.ask('kpi_compare', payload);
  expect(codes(response)).toContain(code);
  const nothing = { delta_abs: null, delta_pct: null };
  expect(response.data).toMatchObject({ delta: { revenue_net: nothing, orders_paid: nothing, orders_created: nothing }, aov_delta: nothing });
  expect(response.provenance?.completeness).toMatchObject({ status: 'partial', missing_days: ['2025-08-29', '2025-08-30'] });
});

test('a zero base gives a difference and no percent', async () => {
  await bench.db.query(sql`update demo.demo_orders set payment_status = 'failed' where paid_day_offset = 2`);
  try {
    const response = await bench.ask('kpi_compare', custom(['2026-03-17', '2026-03-17'], ['2026-03-16', '2026-03-16']));
    expect(response.data).toMatchObject({ delta: { revenue_net: { delta_abs: '1170.90', delta_pct: null }, orders_paid: { delta_abs: 14, delta_pct: null } }, aov_b: null, aov_delta: { delta_abs: null } });
    expect(response.warnings).toMatchObject([{ code: 'PREV_WINDOW_ZERO', params: { figures: ['revenue_gross', 'revenue_net', 'orders_paid'] } }]);
  } finally {
    await bench.db.query(sql`update demo.demo_orders set payment_status = 'paid' where paid_day_offset = 2`);
  }
});

leakCheck();
