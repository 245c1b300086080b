import { leakCheck } from '@ownerbot/testing';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

const codes = (response: { warnings: readonly { code: string }[] }) => response.warnings.map((warning) => warning.code);

test('the default is seven days that end today, compared over the six that are over', async () => {
  const response = await bench.ask('revenue_trend');
  const { series } = response.data as { series: { day: string }[] };
  expect(series.map((point) => point.day)).toEqual([
    '2026-03-12',
    '2026-03-13',
    '2026-03-14',
    '2026-03-15',
    '2026-03-16',
    '2026-03-17',
    '2026-03-18',
  ]);
  expect(response.data).toMatchObject({
    days: 7,
    end_day: '2026-03-18',
    granularity: 'day',
    previous: { from: '2026-03-05', to: '2026-03-11' },
    delta_basis: { days: 6, a: { from: '2026-03-12', to: '2026-03-17' }, b: { from: '2026-03-05', to: '2026-03-10' } },
  });
  expect(response.provenance?.completeness.in_progress_day).toBe('2026-03-18');
});

test('a complete week has the figures and the change of the specification', async () => {
  const response = await bench.ask('revenue_trend', { days: 7, end_day: '2026-03-17' });
  expect(response.data).toMatchObject({
    totals: { revenue_gross: '6599.00', revenue_net: '6505.45', orders_paid: 85, orders_created: 112, aov: '76.53', items_sold: 149 },
    previous: { totals: { revenue_net: '6140.70', orders_paid: 86 } },
    delta_vs_prev_window: { revenue_net_pct: '5.94', orders_paid_pct: '-1.16' },
  });
  expect(codes(response)).toEqual([]);
});

test('weeks start on Monday, the first keyed by its first day inside the window, and sum to the same totals and change', async () => {
  const byWeek = await bench.ask('revenue_trend', { days: 30, granularity: 'week' });
  const byDay = await bench.ask('revenue_trend', { days: 30 });
  const weeks = byWeek.data as { series: { day: string; orders_paid: number }[]; totals: { orders_paid: number } };
  expect(weeks.series.map((point) => point.day)).toEqual(['2026-02-17', '2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16']);
  expect(weeks.series.reduce((sum, point) => sum + point.orders_paid, 0)).toBe(weeks.totals.orders_paid);
  for (const field of ['totals', 'delta_vs_prev_window', 'delta_basis'] as const) {
    expect((byWeek.data as Record<string, unknown>)[field]).toEqual((byDay.data as Record<string, unknown>)[field]);
  }
  expect(byWeek.provenance?.window).toMatchObject({ granularity: 'week', from: '2026-02-17', to: '2026-03-18' });
});

test('one day that is today has no delta', async () => {
  const response = await bench.ask('revenue_trend', { period: { preset: 'today' } });
  expect(response.data).toMatchObject({ delta_basis: null, delta_vs_prev_window: { revenue_net_pct: null } });
  expect(codes(response)).toEqual(['WINDOW_IN_PROGRESS']);
});

test('a year reaches behind the history: partial, the missing days absent from the series', async () => {
  const response = await bench.ask('revenue_trend', { days: 366 });
  const { series } = response.data as { series: { day: string }[] };
  expect(series).toHaveLength(200);
  expect(series[0]?.day).toBe('2025-08-31');
  expect(response.provenance?.completeness.missing_days).toHaveLength(166);
  expect(response.data).toMatchObject({ previous: null, delta_basis: null });
  expect(codes(response)).toEqual(['WINDOW_A_MISSING_DAYS', 'PREV_WINDOW_MISSING']);
});

test('a trend of a week with two known days says that they are too few', async () => {
  const two = await bench.ask('revenue_trend', { days: 7, end_day: '2025-09-01' });
  expect(codes(two)).toContain('INSUFFICIENT_DATA');
  const three = await bench.ask('revenue_trend', { days: 7, end_day: '2025-09-02' });
  expect(codes(three)).not.toContain('INSUFFICIENT_DATA');
});

test('period and days exclude each other', async () => {
  const response = await bench.ask('revenue_trend', { period: { preset: '7d' }, days: 7 });
  expect(response.error).toMatchObject({ code: 'VALIDATION_ERROR', details: { fields: [{ path: 'period', rule: 'not_with' }] } });
});

leakCheck();
