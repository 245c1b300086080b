import { leakCheck } from '@ownerbot/testing';
import { toolBench, type ToolBench } from '../fixtures/tool-bench';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

test.each([
  ['kpi_compare', { days: 1 }],
  ['kpi_compare', { days: 183 }],
  ['kpi_compare', { preset: 'custom', a_start: '2025-03-18', a_end: '2026-03-18', b_start: '2024-03-18', b_end: '2025-03-17' }],
  ['top_products', { days: 1, limit: 1 }],
  ['top_products', { days: 366, limit: 30 }],
  ['refunds_anomalies', { delta_pp: '0.5', min_orders: 5 }],
  ['refunds_anomalies', { delta_pp: '20', min_orders: 500 }],
  ['truststack_signals', { limit: 1 }],
  ['truststack_signals', { limit: 50 }],
  ['orders_health', { period: { preset: '30d' } }],
  ['chats_unanswered', { threshold_hours: 0, limit: 1 }],
  ['chats_unanswered', { threshold_hours: 168, limit: 50 }],
  ['inventory_status', { low_stock_lte: 0, limit: 1 }],
  ['inventory_status', { low_stock_lte: 999, limit: 50 }],
  ['demand_forecast', { horizon_days: 1, history_days: 7, window_days: 3, alpha: '0.05', limit: 1 }],
  ['demand_forecast', { horizon_days: 60, history_days: 120, window_days: 60, alpha: '0.95', limit: 50, method: 'ses' }],
  ['demand_forecast', { history_days: 14, window_days: 14 }],
  ['reorder_plan', { horizon_days: 1, lead_time_days: 1, safety_stock_days: 0, limit: 1 }],
  ['reorder_plan', { horizon_days: 90, lead_time_days: 90, safety_stock_days: 90, limit: 100 }],
  ['coupons_status', { limit: 1 }],
  ['coupons_status', { limit: 20 }],
  ['coupons_top_used', { limit: 20 }],
  ['sys_audit_recent', { limit: 100, event_type: 'tool_call_started', cursor: '3' }],
  ['sys_last_errors', { window_hours: 1, limit: 1 }],
  ['sys_last_errors', { window_hours: 168, limit: 100 }],
  ['sis_actions_capabilities', { force_refresh: true }],
])('%s answers %j', async (tool, payload) => {
  expect(await bench.ask(tool, payload)).toMatchObject({ status: 'ok', error: null });
});

const CUSTOM = 'YYYY-MM-DD with preset custom, nothing with any other';

test.each([
  ['kpi_compare', { days: 0 }, 'days', '1..183'],
  ['kpi_compare', { days: 184 }, 'days', '1..183'],
  ['kpi_compare', { preset: 'yoy' }, 'preset', 'wow, mom, custom'],
  ['kpi_compare', { a_start: '2026-03-01' }, 'a_start', CUSTOM],
  ['kpi_compare', { preset: 'custom', a_start: '2026-03-01', a_end: '2026-03-07', b_start: '2026-02-01' }, 'b_end', CUSTOM],
  ['kpi_compare', { preset: 'custom', a_start: '2026-03-01', a_end: '2026-03-07', b_start: '2026-03-07', b_end: '2026-03-10' }, 'b_start', 'outside 2026-03-01..2026-03-07'],
  ['kpi_compare', { preset: 'custom', a_start: '2026-03-01', a_end: '2026-03-19', b_start: '2026-02-01', b_end: '2026-02-10' }, 'a.to', 'no later than 2026-03-18'],
  ['kpi_compare', { preset: 'custom', a_start: '2025-03-17', a_end: '2026-03-18', b_start: '2024-02-01', b_end: '2024-02-10' }, 'a.from', '1..366 days'],
  ['kpi_compare', { preset: 'custom', days: 7, a_start: '2026-03-01', a_end: '2026-03-02', b_start: '2026-02-01', b_end: '2026-02-02' }, 'days', 'not together with a_start, a_end, b_start, b_end'],
  ['top_products', { days: 0 }, 'days', '1..366'],
  ['top_products', { days: 367 }, 'days', '1..366'],
  ['top_products', { days: 7, period: { preset: 'today' } }, 'period', 'not together with days'],
  ['top_products', { limit: 31 }, 'limit', '1..30'],
  ['top_products', { limit: 0 }, 'limit', '1..30'],
  ['top_products', { metric: 'profit' }, 'metric', 'revenue, qty'],
  ['top_products', { include_zero: 'yes' }, 'include_zero', 'true, false'],
  ['refunds_anomalies', { delta_pp: '0.49' }, 'delta_pp', '0.5..20 as decimal text with at most 2 places'],
  ['refunds_anomalies', { delta_pp: '20.01' }, 'delta_pp', '0.5..20 as decimal text with at most 2 places'],
  ['refunds_anomalies', { delta_pp: 1 }, 'delta_pp', '0.5..20 as decimal text with at most 2 places'],
  ['refunds_anomalies', { min_orders: 4 }, 'min_orders', '5..500'],
  ['refunds_anomalies', { min_orders: 501 }, 'min_orders', '5..500'],
  ['truststack_signals', { limit: 51 }, 'limit', '1..50'],
  ['chats_unanswered', { threshold_hours: -1 }, 'threshold_hours', '0..168'],
  ['chats_unanswered', { threshold_hours: 169 }, 'threshold_hours', '0..168'],
  ['chats_unanswered', { limit: 51 }, 'limit', '1..50'],
  ['inventory_status', { low_stock_lte: 1000 }, 'low_stock_lte', '0..999'],
  ['inventory_status', { limit: 51 }, 'limit', '1..50'],
  ['inventory_status', { section: 'broken' }, 'section', 'all, out_of_stock, low_stock, missing_photo, missing_video, missing_price, return_flags, unpublished'],
  ['inventory_status', { cursor: 'x' }, 'cursor', 'only with section out_of_stock or low_stock or missing_photo or missing_video or missing_price or return_flags or unpublished'],
  ['demand_forecast', { horizon_days: 61 }, 'horizon_days', '1..60'],
  ['demand_forecast', { history_days: 6 }, 'history_days', '7..120'],
  ['demand_forecast', { history_days: 121 }, 'history_days', '7..120'],
  ['demand_forecast', { window_days: 2 }, 'window_days', '3..60'],
  ['demand_forecast', { history_days: 13, window_days: 14 }, 'window_days', 'not more than history_days'],
  ['demand_forecast', { alpha: '0.04' }, 'alpha', '0.05..0.95 as decimal text with at most 4 places'],
  ['demand_forecast', { alpha: '0.96' }, 'alpha', '0.05..0.95 as decimal text with at most 4 places'],
  ['demand_forecast', { limit: 51 }, 'limit', '1..50'],
  ['demand_forecast', { include_categories: [] }, 'include_categories', '1..50 names of 1..64 characters'],
  ['reorder_plan', { horizon_days: 91 }, 'horizon_days', '1..90'],
  ['reorder_plan', { lead_time_days: 0 }, 'lead_time_days', '1..90'],
  ['reorder_plan', { safety_stock_days: 91 }, 'safety_stock_days', '0..90'],
  ['reorder_plan', { limit: 101 }, 'limit', '1..100'],
  ['coupons_status', { limit: 21 }, 'limit', '1..20'],
  ['coupons_top_used', { limit: 0 }, 'limit', '1..20'],
  ['sys_audit_recent', { limit: 101 }, 'limit', '1..100'],
  ['sys_audit_recent', { cursor: 'abc' }, 'cursor', 'a cursor of an earlier page'],
  ['sys_audit_recent', { event_type: 'Drop Table' }, 'event_type', '1..64 of a-z, 0-9, _ and .'],
  ['sys_last_errors', { window_hours: 0 }, 'window_hours', '1..168'],
  ['sys_last_errors', { window_hours: 169 }, 'window_hours', '1..168'],
  ['sys_last_errors', { limit: 101 }, 'limit', '1..100'],
  ['sis_actions_capabilities', { force_refresh: 1 }, 'force_refresh', 'true, false'],
])('%s refuses %j and says what is allowed', async (tool, payload, path, allowed) => {
  const { error } = await bench.ask(tool, payload);
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false });
  expect(error?.details?.fields).toEqual(expect.arrayContaining([expect.objectContaining({ path, allowed })]));
});

leakCheck();
