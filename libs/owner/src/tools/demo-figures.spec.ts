import { leakCheck } from '@ownerbot/testing';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';

/** The reference figures of the demo shop, as the tools tell them. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
beforeEach(() => bench.clock.set(NOON));
afterAll(() => bench.drop());

const LAST_WEEK = { preset: 'custom', from: '2026-03-11', to: '2026-03-17' };
const codes = (response: { warnings: readonly { code: string }[] }) => response.warnings.map(({ code }) => code);

test('the best sellers of a week, by revenue', async () => {
  const response = await bench.ask('top_products', { period: LAST_WEEK, limit: 3 });
  expect(response).toMatchObject({
    status: 'ok',
    data: {
      rows: [
        { rank: 1, key: '9', revenue: '1106.00', qty: 14 },
        { rank: 2, key: '2', revenue: '702.00', qty: 13 },
        { rank: 3, key: '1', revenue: '588.00', qty: 12 },
      ],
      totals: { total_revenue: '6599.00', total_qty: 149, groups: 21 },
    },
    provenance: { sources: ['demo:orders', 'demo:products'], counts: { total: 21, shown: 3 }, window: { from: '2026-03-11', to: '2026-03-17', granularity: 'total' } },
  });
});

test('by pieces of a month; a tie goes to the lower id', async () => {
  const { data } = await bench.ask('top_products', { period: { preset: 'custom', from: '2026-02-16', to: '2026-03-17' }, metric: 'qty', limit: 3 });
  expect(data).toMatchObject({ rows: [{ key: '15', qty: 61 }, { key: '1', qty: 56 }, { key: '21', qty: 56 }] });
});

test('the bottom holds what sold nothing, unless that is left out', async () => {
  const { data } = await bench.ask('top_products', { period: LAST_WEEK, direction: 'bottom', limit: 30 });
  const without = await bench.ask('top_products', { period: LAST_WEEK, direction: 'bottom', limit: 30, include_zero: false });
  const unsold = (rows: unknown) => (rows as { rows: { qty: number }[] }).rows.filter(({ qty }) => qty === 0).length;
  expect(unsold(without.data)).toBe(0);
  expect(unsold(data)).toBe(0);
  const early = await bench.ask('top_products', { period: { preset: 'custom', from: '2025-09-01', to: '2025-09-01' }, direction: 'bottom', limit: 30 });
  expect(unsold(early.data)).toBeGreaterThan(0);
});

test('a window without sales says so', async () => {
  const response = await bench.ask('top_products', { period: { preset: 'custom', from: '2025-08-01', to: '2025-08-02' } });
  expect(response.data).toMatchObject({ rows: [], totals: { total_revenue: '0.00', total_qty: 0 } });
  expect(codes(response)).toEqual(['NO_DATA']);
});

test.each(['today', 'yesterday', '7d', '30d', '90d', 'this_week', 'last_week', 'this_month', 'last_month'])('gross and pieces of the ranking are those of the snapshot: %s', async (preset) => {
  const top = await bench.ask('top_products', { period: { preset } });
  const kpi = await bench.ask('kpi_snapshot', { period: { preset }, with_change: false });
  const { totals } = top.data as { totals: { total_revenue: string; total_qty: number } };
  expect(kpi.data).toMatchObject({ revenue_gross: totals.total_revenue, items_sold: totals.total_qty });
});

test('orders by state, with the oldest urgent ones first', async () => {
  const { data, provenance } = await bench.ask('orders_health');
  const { counts, total, top } = data as { counts: Record<string, Record<string, number>>; total: number; top: { order_id: string }[] };
  expect(total).toBe(2700);
  expect(counts['by_preset']).toEqual({ stuck: 2, payment_issues: 3, late_ship: 2, awaiting_payment: 3, attention: 5 });
  expect(counts['by_status']).toMatchObject({ stuck: 1, pending: 3 });
  expect(top.map(({ order_id }) => order_id)).toEqual(['OB-1010', 'OB-1007', 'OB-1003', 'OB-1005', 'OB-1001']);
  expect(provenance?.counts).toBeNull();
});

test('orders of a period are counted alone', async () => {
  const { data } = await bench.ask('orders_health', { period: { preset: 'yesterday' } });
  expect(data).toMatchObject({ total: 20 });
});

test('the catalogue: counts of every section, and one section as a list', async () => {
  const all = await bench.ask('inventory_status');
  expect(all.data).toMatchObject({
    counts: { total: 24, active: 21, out_of_stock: 2, low_stock: 8, missing_photo: 2, missing_video: 3, missing_price: 2, return_flags: 4, unpublished: 3 },
  });
  const { sections } = all.data as { sections: { section: string; total: number; items: { product_id: number }[] }[] };
  expect(Object.fromEntries(sections.map(({ section, items }) => [section, items.map(({ product_id }) => product_id).toSorted((a, b) => a - b)]))).toEqual({
    out_of_stock: [3, 12],
    low_stock: [2, 6, 7, 10, 14, 16, 18, 22],
    missing_photo: [12, 16],
    missing_video: [4, 8, 17],
    missing_price: [8, 20],
    return_flags: [7, 11, 18, 24],
    unpublished: [19, 23, 24],
  });
  const low = await bench.ask('inventory_status', { section: 'low_stock', limit: 5 });
  expect(low).toMatchObject({ data: { header: { section: 'low_stock', total: 8, count: 5, limit: 5 } }, provenance: { counts: { total: 8, shown: 5 } } });
  const { next_cursor: cursor } = low.data as { next_cursor: string };
  const rest = await bench.ask('inventory_status', { section: 'low_stock', limit: 5, cursor });
  expect(rest.data).toMatchObject({ header: { count: 3 }, next_cursor: null });
});

test('a cursor that no longer holds begins anew, and that is said', async () => {
  const low = await bench.ask('inventory_status', { section: 'low_stock', limit: 5 });
  const { next_cursor: cursor } = low.data as { next_cursor: string };
  bench.clock.advance(11 * 60_000);
  const again = await bench.ask('inventory_status', { section: 'low_stock', limit: 5, cursor });
  expect(codes(again)).toEqual(['CURSOR_RESTARTED']);
  expect(again.data).toMatchObject({ header: { count: 5 } });
});

test('the queue of chats and its advice', async () => {
  const { data } = await bench.ask('team_queue_summary');
  expect(data).toMatchObject({ total_open_threads: 5, unanswered_total: 4, unanswered_2h: 4, unanswered_6h: 2, unanswered_24h: 1, oldest_waiting_minutes: 1560, recommendation: 'ESCALATE' });
});

test.each([
  [0, ['TH-2004', 'TH-2003', 'TH-2002', 'TH-2001']],
  [6, ['TH-2004', 'TH-2003']],
  [27, []],
])('unanswered for %i hours and more', async (threshold_hours, ids) => {
  const { data } = await bench.ask('chats_unanswered', { threshold_hours });
  expect(data).toMatchObject({ total: ids.length, count: ids.length, threshold_hours });
  expect((data as { threads: { thread_id: string }[] }).threads.map(({ thread_id }) => thread_id)).toEqual(ids);
});

test('coupons: counts, the working ones by use, and all by use', async () => {
  const status = await bench.ask('coupons_status', { limit: 2 });
  expect(status.data).toMatchObject({
    total: 5, total_active: 4, expiring_soon: 1, scheduled: 0, expired: 1, exhausted: 0, disabled: 0,
    top_active: [{ code: 'WELCOME10', used_count: 105, max_uses: 200, percent_off: 10, amount_off: null }, { code: 'SHIP5', used_count: 47, amount_off: '5.00' }],
  });
  expect(status.provenance?.counts).toEqual({ total: 4, shown: 2 });
  const top = await bench.ask('coupons_top_used');
  expect(top.data).toMatchObject({
    rows: [{ rank: 1, code: 'WELCOME10' }, { rank: 2, code: 'SHIP5' }, { rank: 3, code: 'VIP25', used_count: 40 }, { rank: 4, code: 'SPRING15', used_count: 25, state: 'expired' }, { rank: 5, code: 'HOODIE15', used_count: 0 }],
  });
});

test('the reorder plan of the specification', async () => {
  const { data } = await bench.ask('reorder_plan', { limit: 100 });
  const { items, needed_count } = data as { items: Record<string, unknown>[]; needed_count: number };
  expect(items.find(({ product_id }) => product_id === 1)).toMatchObject({ forecast_daily_qty: '1.86', reorder_point: '39.0', stock_cover_days: '12.9', recommended_order_qty: 41, reorder_needed: true });
  expect(items.find(({ product_id }) => product_id === 15)).toMatchObject({ stock_cover_days: '54.2', reorder_needed: false, recommended_order_qty: 0 });
  expect(items.map(({ product_id }) => product_id)).not.toEqual(expect.arrayContaining([8]));
  expect(items.filter(({ reorder_needed }) => reorder_needed)).toHaveLength(needed_count);
  expect(items.findIndex(({ reorder_needed }) => reorder_needed === false)).toBe(needed_count);
});

test('a forecast of one category alone', async () => {
  const { data } = await bench.ask('demand_forecast', { include_categories: ['худи'], limit: 50 });
  expect((data as { items: { category: string }[] }).items.map(({ category }) => category)).toEqual(['Худи', 'Худи', 'Худи', 'Худи']);
  expect(data).toMatchObject({ history: { from: '2026-02-16', to: '2026-03-17', days: 30 } });
});

test('days without data are no zeros, and fewer than seven of them allow no forecast', async () => {
  const shop = { ...bench.shop, salesHistory: async (...asked: Parameters<typeof bench.shop.salesHistory>) => {
    const answer = await bench.shop.salesHistory(...asked);
    const missing_days = ['2026-03-11', '2026-03-12'];
    return { ...answer, provenance: { ...answer.provenance, completeness: { status: 'partial' as const, missing_days, in_progress_day: null } } };
  } };
  const week = await bench.ask('demand_forecast', { history_days: 7, window_days: 7 }, {}, shop);
  expect(codes(week)).toEqual(['INSUFFICIENT_DATA']);
  expect(week.data).toMatchObject({ items: [], history: { days: 5 } });
  const nine = await bench.ask('demand_forecast', { history_days: 9, window_days: 9 }, {}, shop);
  expect(nine.data).toMatchObject({ history: { days: 7 } });
  expect((nine.data as { items: unknown[] }).items).toHaveLength(10);
});

test('the rate: a reprice is due', async () => {
  const { data } = await bench.ask('sis_fx_status');
  expect(data).toMatchObject({ provider: 'ecb', base_currency: 'USD', shop_currency: 'EUR', rate: '0.9200', rate_applied: '0.9100', would_apply: true, last_apply: null });
});

test('the funnel of a week', async () => {
  const { data } = await bench.ask('funnel_snapshot', { period: LAST_WEEK });
  const { steps, biggest_drop_step } = data as { steps: { count: number }[]; biggest_drop_step: string };
  expect(steps.map(({ count }) => count)).toEqual([4166, 1032, 242, 112, 85]);
  expect(steps[0]).toEqual({ step: 'views', count: 4166, rate_from_prev: null });
  expect(steps[1]).toMatchObject({ rate_from_prev: '24.77' });
  expect(biggest_drop_step).toBe('carts');
});

test('what comes back more often than the rest', async () => {
  const { data } = await bench.ask('refunds_anomalies', { period: { preset: 'custom', from: '2025-12-19', to: '2026-03-18' } });
  expect(data).toMatchObject({ overall: { refunds: 64, orders: 1098, rate_pct: '5.83' } });
  const { rows } = data as { rows: { product_id: number; rate_pct: string }[] };
  expect(rows.map(({ product_id, rate_pct }) => [product_id, rate_pct])).toEqual([[11, '12.86'], [14, '12.33'], [5, '8.85'], [7, '8.33'], [13, '7.14']]);
});

test('customers who repeat themselves', async () => {
  const { data, provenance } = await bench.ask('truststack_signals', { limit: 50 });
  const { rows } = data as { rows: { customer_id: string; signal: string; count: number; score: number; evidence_order_ids: string[] }[] };
  const of = (signal: string) => rows.filter((row) => row.signal === signal);
  expect(of('REFUND_REPEAT')).toHaveLength(12);
  expect(of('REFUND_REPEAT').slice(0, 2).map(({ customer_id, score }) => [customer_id, score])).toEqual([['CUS-032', 90], ['CUS-190', 90]]);
  expect(of('COUPON_REPEAT')).toHaveLength(10);
  expect(of('COUPON_REPEAT').every(({ score, evidence_order_ids: ids }) => score === 40 && ids.length === 2)).toBe(true);
  expect(provenance?.counts).toEqual({ total: rows.length, shown: rows.length });
});

leakCheck();
