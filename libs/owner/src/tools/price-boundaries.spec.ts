import { leakCheck } from '@ownerbot/testing';
import { toolBench, type ToolBench } from '../fixtures/tool-bench';

/** T2 for the changes of prices: both ends of each range, and one step beyond them. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const ids = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);
const BUMP = { scope_all: true };
const RATE = '0.01..1000 as decimal text with at most 2 places';
const VALUE = 'set: 0.01..1000000; delta_percent: -90..200; delta_abs: -100000..100000, as decimal text with at most 2 places';
const PERCENT = '-90..200 as decimal text with at most 2 places, 0 or at least 0.1 in size';
const ADDITIVE = '-100000..100000 as decimal text with at most 2 places';

test.each([
  ['sis_prices_bump', { ...BUMP, bump_percent: '200' }],
  ['sis_prices_bump', { ...BUMP, bump_percent: '-90' }],
  ['sis_prices_bump', { ...BUMP, bump_percent: '0.1' }],
  ['sis_prices_bump', { ...BUMP, bump_percent: '-0.1' }],
  ['sis_prices_bump', { ...BUMP, bump_percent: '0', bump_additive: '100000' }],
  ['sis_prices_bump', { ...BUMP, bump_percent: '5', rounding_mode: 'CEIL_STEP', rounding_step: '0.01' }],
  ['sis_prices_bump', { ...BUMP, bump_percent: '5', rounding_mode: 'CEIL_STEP', rounding_step: '1000' }],
  ['adjust_price', { product_ids: ids(200), mode: 'set', value: '0.01' }],
  ['adjust_price', { product_ids: [9], mode: 'set', value: '1000000' }],
  ['adjust_price', { product_ids: [9], mode: 'delta_percent', value: '-90' }],
  ['adjust_price', { product_ids: [9], mode: 'delta_percent', value: '200', rounding: '0.5' }],
  ['adjust_price', { product_ids: [9], mode: 'delta_abs', value: '100000', rounding: 'int' }],
  ['adjust_price', { product_ids: [9], mode: 'delta_abs', value: '-0.01' }],
  ['sis_fx_reprice', { markup_percent: '-90', anomaly_threshold_pct: '1' }],
  ['sis_fx_reprice', { markup_percent: '200', markup_additive: '100000', anomaly_threshold_pct: '100' }],
  ['sis_fx_reprice', { input_currency: 'USD', shop_currency: 'EUR', rounding_mode: 'CEIL_0_99' }],
  ['sis_fx_reprice_auto', {}],
  ['sis_fx_reprice_auto', { force: true, refresh_snapshot: false }],
  ['sis_fx_rollback', {}],
  ['sis_fx_settings_update', { updates: { reprice_schedule_interval_hours: 1, min_rate_delta_abs: '0', min_rate_delta_percent: '100', min_apply_cooldown_hours: 0 } }],
  ['sis_fx_settings_update', { updates: { reprice_schedule_interval_hours: 168, min_rate_delta_abs: '1000', min_rate_delta_percent: '0', min_apply_cooldown_hours: 168 } }],
])('%s previews %j', async (tool, payload) => {
  expect(await bench.ask(tool, payload)).toMatchObject({ status: 'ok', error: null });
});

test.each([
  ['sis_prices_bump', { ...BUMP, bump_percent: '200.01' }, 'bump_percent', PERCENT],
  ['sis_prices_bump', { ...BUMP, bump_percent: '-90.01' }, 'bump_percent', PERCENT],
  ['sis_prices_bump', { ...BUMP, bump_percent: '0.09' }, 'bump_percent', PERCENT],
  ['sis_prices_bump', { ...BUMP, bump_percent: '5', bump_additive: '100000.01' }, 'bump_additive', ADDITIVE],
  ['sis_prices_bump', { ...BUMP, bump_percent: '5', rounding_mode: 'CEIL_STEP', rounding_step: '0' }, 'rounding_step', RATE],
  ['sis_prices_bump', { ...BUMP, bump_percent: '5', rounding_mode: 'CEIL_STEP', rounding_step: '1000.01' }, 'rounding_step', RATE],
  ['sis_prices_bump', { ...BUMP, bump_percent: '5', rounding_step: '1' }, 'rounding_step', 'only with rounding_mode CEIL_STEP'],
  ['sis_prices_bump', { ...BUMP, bump_percent: '5', rounding_mode: 'FLOOR' }, 'rounding_mode', 'NONE, CEIL_INT, CEIL_0_50, CEIL_0_99, CEIL_STEP'],
  ['sis_prices_bump', { bump_percent: '5', scope_all: false }, 'scope_all', 'true'],
  ['adjust_price', { product_ids: [], mode: 'set', value: '5' }, 'product_ids', '1..200 whole numbers of 1 and more'],
  ['adjust_price', { product_ids: ids(201), mode: 'set', value: '5' }, 'product_ids', '1..200 whole numbers of 1 and more'],
  ['adjust_price', { product_ids: ['PRD-009'], mode: 'set', value: '5' }, 'product_ids', '1..200 whole numbers of 1 and more'],
  ['adjust_price', { product_ids: [9], mode: 'set', value: '0' }, 'value', VALUE],
  ['adjust_price', { product_ids: [9], mode: 'set', value: '1000000.01' }, 'value', VALUE],
  ['adjust_price', { product_ids: [9], mode: 'delta_percent', value: '-90.01' }, 'value', VALUE],
  ['adjust_price', { product_ids: [9], mode: 'delta_percent', value: '201' }, 'value', VALUE],
  ['adjust_price', { product_ids: [9], mode: 'delta_abs', value: '100001' }, 'value', VALUE],
  ['adjust_price', { product_ids: [9], mode: 'set', value: '1.005' }, 'value', VALUE],
  ['adjust_price', { product_ids: [9], mode: 'set', value: 5 }, 'value', VALUE],
  ['adjust_price', { product_ids: [9], mode: 'times', value: '2' }, 'mode', 'set, delta_percent, delta_abs'],
  ['adjust_price', { product_ids: [9], mode: 'set', value: '5', rounding: '0.9' }, 'rounding', 'none, int, 0.5, 0.99'],
  ['sis_fx_reprice', { markup_percent: '-90.5' }, 'markup_percent', '-90..200 as decimal text with at most 2 places'],
  ['sis_fx_reprice', { markup_additive: '-100001' }, 'markup_additive', ADDITIVE],
  ['sis_fx_reprice', { anomaly_threshold_pct: '0.99' }, 'anomaly_threshold_pct', '1..100 as decimal text with at most 2 places'],
  ['sis_fx_reprice', { anomaly_threshold_pct: '100.5' }, 'anomaly_threshold_pct', '1..100 as decimal text with at most 2 places'],
  ['sis_fx_reprice', { input_currency: 'usd' }, 'input_currency', '3 capital letters, ISO 4217'],
  ['sis_fx_reprice', { rate_set_id: '' }, 'rate_set_id', '1..64 characters'],
  ['sis_fx_reprice_auto', { force: 'yes' }, 'force', 'true, false'],
  ['sis_fx_rollback', { job_id: 'j-1' }, 'job_id', 'no fields'],
])('%s refuses %j and says what is allowed', async (tool, payload, path, allowed) => {
  const { error } = await bench.ask(tool, payload);
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false });
  expect(error?.details?.fields).toEqual(expect.arrayContaining([expect.objectContaining({ path, allowed })]));
});

leakCheck();
