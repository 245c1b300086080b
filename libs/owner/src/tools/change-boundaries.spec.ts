import { leakCheck } from '@ownerbot/testing';
import { toolBench, type ToolBench } from '../fixtures/tool-bench';

/** Orders, coupons, products, looks, discounts, campaigns: each documented boundary, and one value beyond it. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const ids = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const FOR_EVER = { no_expiry: true };

test.each([
  ['flag_order', { order_id: 'OB-1003', reason: 'x'.repeat(300) }],
  ['flag_order', { order_id: 'OB-1003', reason: 'two\nlines' }],
  ['bulk_flag_order', {}],
  ['bulk_flag_order', { preset: 'awaiting_payment', limit: 1, reason: 'x' }],
  ['bulk_flag_order', { preset: 'late_ship', limit: 200, reason: 'x'.repeat(200), q: 'OB', status: 'paid', period: { preset: '30d' } }],
  ['create_coupon', { percent_off: 1, duration_hours: 1, code: 'ABC', max_uses: 1 }],
  ['create_coupon', { percent_off: 95, duration_hours: 8760, code: 'A'.repeat(64), max_uses: 1_000_000, active: false }],
  ['create_coupon', { amount_off: '0.01', ...FOR_EVER }],
  ['create_coupon', { amount_off: '9999999999.99', starts_at: '2026-03-19T00:00:00Z', ends_at: '2026-03-19T00:01:00Z', product_ids: ids(24) }],
  ['disable_coupon', { code: 'vip25' }],
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: ids(200) }],
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: [...ids(200), 1, 2] }],
  ['sis_products_publish', { target_status: 'ARCHIVED', stock_lte: 0, reason: 'x'.repeat(200) }],
  ['sis_products_publish', { target_status: 'ARCHIVED', stock_lte: 9999 }],
  ['sis_products_publish', { target_status: 'ACTIVE', status_from: 'ARCHIVED', scope_all: true }],
  ['sis_looks_publish', { target_active: true, look_ids: ids(200), reason: '' }],
  ['sis_looks_publish', { target_active: false, is_active_from: true, scope_all: true }],
  ['sis_discounts_set', { discount_percent: 1, product_ids: ids(200) }],
  ['sis_discounts_set', { discount_percent: 95, stock_lte: 1 }],
  ['sis_discounts_set', { discount_percent: 50, stock_lte: 9999, only_active: false, reason: 'x'.repeat(200) }],
  ['sis_discounts_clear', { scope_all: true, only_active: true, clear_compare_at: false, reason: 'x'.repeat(200) }],
  ['sis_discounts_clear', { product_ids: ids(200) }],
  ['pause_campaign', { campaign_id: 1, operation: 'resume', reason: 'x'.repeat(200) }],
])('%s answers %j', async (tool, payload) => {
  expect(await bench.ask(tool, payload)).toMatchObject({ status: 'ok', error: null });
});

const IDS = '1..200 whole numbers of 1 and more';
const CODE = '3..64 of A-Z, 0-9, _ and -';
const BENEFIT = 'exactly one of percent_off, amount_off';
const END = 'exactly one of duration_hours, ends_at, no_expiry';

test.each([
  ['flag_order', {}, 'order_id', '1..64 of A-Z, 0-9, _ and -, not beginning with _ or -'],
  ['flag_order', { order_id: 'OB-1003', reason: 'x'.repeat(301) }, 'reason', '0..300 characters'],
  ['flag_order', { order_id: 'OB-1003', reason: 'a\u0000b' }, 'reason', '0..300 characters'],
  ['flag_order', { order_id: 'OB-1003', flagged: 'yes' }, 'flagged', 'true, false'],
  ['bulk_flag_order', { preset: 'all' }, 'preset', 'stuck, late_ship, payment_issues, awaiting_payment, attention'],
  ['bulk_flag_order', { limit: 0 }, 'limit', '1..200'],
  ['bulk_flag_order', { limit: 201 }, 'limit', '1..200'],
  ['bulk_flag_order', { reason: '' }, 'reason', '1..200 characters'],
  ['bulk_flag_order', { reason: 'x'.repeat(201) }, 'reason', '1..200 characters'],
  ['bulk_flag_order', { status: 'new' }, 'status', 'pending, paid, stuck, shipped, completed, cancelled, refunded'],
  ['bulk_flag_order', { q: 'x' }, 'q', '2..64 characters'],
  ['bulk_flag_order', { order_ids: ['OB-1003'] }, 'order_ids', 'preset, status, q, period, limit, reason'],
  ['create_coupon', { percent_off: 0, ...FOR_EVER }, 'percent_off', '1..95'],
  ['create_coupon', { percent_off: 96, ...FOR_EVER }, 'percent_off', '1..95'],
  ['create_coupon', { percent_off: 5.5, ...FOR_EVER }, 'percent_off', '1..95'],
  ['create_coupon', { percent_off: '5', ...FOR_EVER }, 'percent_off', '1..95'],
  ['create_coupon', { ...FOR_EVER }, 'percent_off', BENEFIT],
  ['create_coupon', { percent_off: 5, amount_off: '5', ...FOR_EVER }, 'percent_off', BENEFIT],
  ['create_coupon', { amount_off: '0', ...FOR_EVER }, 'amount_off', '0.01..9999999999.99 as decimal text with at most 2 places'],
  ['create_coupon', { amount_off: '5.001', ...FOR_EVER }, 'amount_off', '0.01..9999999999.99 as decimal text with at most 2 places'],
  ['create_coupon', { percent_off: 5 }, 'duration_hours', END],
  ['create_coupon', { percent_off: 5, duration_hours: 5, ...FOR_EVER }, 'duration_hours', END],
  ['create_coupon', { percent_off: 5, duration_hours: 5, ends_at: '2027-01-01T00:00:00Z' }, 'duration_hours', END],
  ['create_coupon', { percent_off: 5, duration_hours: 0 }, 'duration_hours', '1..8760'],
  ['create_coupon', { percent_off: 5, duration_hours: 8761 }, 'duration_hours', '1..8760'],
  ['create_coupon', { percent_off: 5, no_expiry: false }, 'no_expiry', 'true'],
  ['create_coupon', { percent_off: 5, ends_at: 'tomorrow' }, 'ends_at', 'ISO 8601 in UTC'],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, code: 'AB' }, 'code', CODE],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, code: 'A'.repeat(65) }, 'code', CODE],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, code: 'СКИДКА' }, 'code', CODE],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, max_uses: 0 }, 'max_uses', '1..1000000'],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, max_uses: 1_000_001 }, 'max_uses', '1..1000000'],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, product_ids: [] }, 'product_ids', IDS],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, product_ids: ids(201) }, 'product_ids', IDS],
  ['create_coupon', { percent_off: 5, ...FOR_EVER, on_existing: 'replace' }, 'on_existing', 'reject, update'],
  ['disable_coupon', {}, 'code', CODE],
  ['sis_products_publish', { target_status: 'HIDDEN', product_ids: [1] }, 'target_status', 'ACTIVE, ARCHIVED'],
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: [] }, 'product_ids', IDS],
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: ids(201) }, 'product_ids', IDS],
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: [0] }, 'product_ids', IDS],
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: ['1'] }, 'product_ids', IDS],
  ['sis_products_publish', { target_status: 'ACTIVE', product_ids: [1.5] }, 'product_ids', IDS],
  ['sis_products_publish', { target_status: 'ACTIVE', stock_lte: 3 }, 'stock_lte', '0..9999, only with target_status ARCHIVED'],
  ['sis_products_publish', { target_status: 'ARCHIVED', stock_lte: -1 }, 'stock_lte', '0..9999, only with target_status ARCHIVED'],
  ['sis_products_publish', { target_status: 'ARCHIVED', stock_lte: 10_000 }, 'stock_lte', '0..9999, only with target_status ARCHIVED'],
  ['sis_products_publish', { target_status: 'ARCHIVED', product_ids: [1], reason: 'x'.repeat(201) }, 'reason', '0..200 characters'],
  ['sis_products_publish', { target_status: 'ARCHIVED', status_from: 'ACTIVE', scope_all: false }, 'scope_all', 'true'],
  ['sis_looks_publish', { look_ids: [1] }, 'target_active', 'true, false'],
  ['sis_looks_publish', { target_active: true, look_ids: ids(201) }, 'look_ids', IDS],
  ['sis_looks_publish', { target_active: true, look_ids: [1], reason: 'x'.repeat(201) }, 'reason', '0..200 characters'],
  ['sis_discounts_set', { scope_all: true }, 'discount_percent', '1..95'],
  ['sis_discounts_set', { discount_percent: 0, scope_all: true }, 'discount_percent', '1..95'],
  ['sis_discounts_set', { discount_percent: 96, scope_all: true }, 'discount_percent', '1..95'],
  ['sis_discounts_set', { discount_percent: 10.5, scope_all: true }, 'discount_percent', '1..95'],
  ['sis_discounts_set', { discount_percent: -10, scope_all: true }, 'discount_percent', '1..95'],
  ['sis_discounts_set', { discount_percent: 10, stock_lte: 0 }, 'stock_lte', '1..9999'],
  ['sis_discounts_set', { discount_percent: 10, stock_lte: 10_000 }, 'stock_lte', '1..9999'],
  ['sis_discounts_set', { discount_percent: 10, product_ids: ids(201) }, 'product_ids', IDS],
  ['sis_discounts_set', { discount_percent: 10, scope_all: true, only_active: 1 }, 'only_active', 'true, false'],
  ['sis_discounts_clear', { product_ids: ids(201) }, 'product_ids', IDS],
  ['sis_discounts_clear', { product_ids: [] }, 'product_ids', IDS],
  ['sis_discounts_clear', { stock_lte: 3 }, 'stock_lte', 'product_ids, scope_all, only_active, clear_compare_at, reason'],
  ['pause_campaign', { campaign_id: 0 }, 'campaign_id', `1..${Number.MAX_SAFE_INTEGER}`],
  ['pause_campaign', { campaign_id: 1, operation: 'stop' }, 'operation', 'pause, resume'],
  ['pause_campaign', { campaign_id: 1, reason: 'x'.repeat(201) }, 'reason', '0..200 characters'],
])('%s refuses %j and says what is allowed', async (tool, payload, path, allowed) => {
  const { error } = await bench.ask(tool, payload);
  expect(error).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false });
  expect(error?.details?.fields).toEqual(expect.arrayContaining([expect.objectContaining({ path, allowed })]));
});

leakCheck();
