import { memoryFixture, withRate } from '../../fixtures/memory-fixture';
import { SHOP_ACTION_KINDS, type ShopActionKind } from '../../methods/actions/action-kinds';
import { REFUSAL_STATUS, type RefusalCode } from '../refusal';

const REPRICE = { rate_set_id: memoryFixture().shop.fx.rate_set_id, input_currency: 'USD', shop_currency: 'EUR' };
const COUPON = { code: 'NEW-10', percent_off: 10 };
const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const REFUSED: readonly (readonly [kind: ShopActionKind, body: unknown, code: RefusalCode, path?: string])[] = [
  ['prices/bump', { bump_percent: '5' }, 'SCOPE_REQUIRED', 'scope'],
  ['prices/bump', { bump_percent: '5', product_ids: [1] }, 'SCOPE_REQUIRED', 'scope'],
  ['prices/bump', { bump_percent: '5', scope_all: true, product_ids: [1] }, 'SCOPE_AMBIGUOUS', 'scope'],
  ['prices/bump', { bump_percent: '5', scope_all: 'yes' }, 'VALIDATION', 'scope_all'],
  ['prices/bump', { scope_all: true }, 'VALIDATION', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: 5 }, 'VALIDATION', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: '5.125' }, 'VALIDATION', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: '1e2' }, 'VALIDATION', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: '201' }, 'OUT_OF_RANGE', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: '-91' }, 'OUT_OF_RANGE', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: '0.05' }, 'OUT_OF_RANGE', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: '0' }, 'OUT_OF_RANGE', 'bump_percent'],
  ['prices/bump', { scope_all: true, bump_percent: '5', bump_additive: '-1' }, 'OUT_OF_RANGE', 'bump_additive'],
  ['prices/bump', { scope_all: true, bump_percent: '5', rounding_mode: 'UP' }, 'VALIDATION', 'rounding_mode'],
  ['prices/bump', { scope_all: true, bump_percent: '5', rounding_mode: 'CEIL_STEP' }, 'VALIDATION', 'rounding_step'],
  ['prices/bump', { scope_all: true, bump_percent: '5', rounding_step: '5' }, 'VALIDATION', 'rounding_step'],
  ['prices/bump', { scope_all: true, bump_percent: '5', anomaly_threshold_pct: '0.5' }, 'OUT_OF_RANGE', 'anomaly_threshold_pct'],
  ['prices/bump', { scope_all: true, bump_percent: '0', bump_additive: '-20' }, 'PRICE_NOT_POSITIVE'],
  ['prices/adjust', { mode: 'set', value: '10' }, 'SCOPE_REQUIRED', 'scope'],
  ['prices/adjust', { scope_all: true, mode: 'set', value: '10' }, 'SCOPE_REQUIRED', 'scope'],
  ['prices/adjust', { product_ids: [], mode: 'set', value: '10' }, 'OUT_OF_RANGE', 'product_ids'],
  ['prices/adjust', { product_ids: ids(201), mode: 'set', value: '10' }, 'OUT_OF_RANGE', 'product_ids'],
  ['prices/adjust', { product_ids: ['1'], mode: 'set', value: '10' }, 'VALIDATION', 'product_ids'],
  ['prices/adjust', { product_ids: [991, 992], mode: 'set', value: '10' }, 'UNKNOWN_IDS'],
  ['prices/adjust', { product_ids: [1], mode: 'set', value: '0' }, 'OUT_OF_RANGE', 'value'],
  ['prices/adjust', { product_ids: [1], mode: 'set', value: '1000000.01' }, 'OUT_OF_RANGE', 'value'],
  ['prices/adjust', { product_ids: [1], mode: 'delta_abs', value: '-49' }, 'PRICE_NOT_POSITIVE'],
  ['reprice', { ...REPRICE, rate_set_id: 'gone' }, 'RATE_SET_UNKNOWN'],
  ['reprice', { ...REPRICE, input_currency: 'GBP' }, 'RATE_MISSING', 'input_currency'],
  ['reprice', { ...REPRICE, shop_currency: 'PLN' }, 'CURRENCY_MISMATCH', 'shop_currency'],
  ['reprice', { ...REPRICE, shop_currency: 'euro' }, 'VALIDATION', 'shop_currency'],
  ['reprice', { ...REPRICE, markup_percent: '-90', markup_additive: '-100' }, 'PRICE_NOT_POSITIVE'],
  ['fx', { force_apply: 'yes' }, 'VALIDATION', 'force_apply'],
  ['fx/settings', {}, 'VALIDATION', 'updates'],
  ['fx/settings', { updates: {} }, 'VALIDATION', 'updates'],
  ['fx/settings', { updates: { colour: 'red' } }, 'VALIDATION', 'updates.colour'],
  ['fx/settings', { updates: { min_apply_cooldown_hours: 169 } }, 'OUT_OF_RANGE', 'min_apply_cooldown_hours'],
  ['products/publish', { target_status: 'ACTIVE' }, 'SCOPE_REQUIRED', 'scope'],
  ['products/publish', { target_status: 'ACTIVE', scope_all: true }, 'SCOPE_REQUIRED', 'scope'],
  ['products/publish', { target_status: 'ACTIVE', status_from: 'ARCHIVED' }, 'SCOPE_REQUIRED', 'scope'],
  ['products/publish', { target_status: 'ACTIVE', status_from: 'ARCHIVED', scope_all: true, product_ids: [1] }, 'SCOPE_AMBIGUOUS', 'scope'],
  ['products/publish', { target_status: 'ACTIVE', stock_lte: 3 }, 'VALIDATION', 'stock_lte'],
  ['products/publish', { target_status: 'ARCHIVED', stock_lte: 10_000 }, 'OUT_OF_RANGE', 'stock_lte'],
  ['looks/publish', { target_active: true, product_ids: [1] }, 'SCOPE_REQUIRED', 'scope'],
  ['looks/publish', { target_active: true, look_ids: [99] }, 'UNKNOWN_IDS'],
  ['discounts/set', { discount_percent: 10 }, 'SCOPE_REQUIRED', 'scope'],
  ['discounts/set', { discount_percent: 96, scope_all: true }, 'OUT_OF_RANGE', 'discount_percent'],
  ['discounts/set', { discount_percent: 10, scope_all: true, stock_lte: 3 }, 'SCOPE_AMBIGUOUS', 'scope'],
  ['discounts/clear', { stock_lte: 3 }, 'SCOPE_REQUIRED', 'scope'],
  ['orders/flag', {}, 'SCOPE_REQUIRED', 'scope'],
  ['orders/flag', { order_ids: ['NO-1'] }, 'ORDER_NOT_FOUND'],
  ['orders/flag', { order_ids: ['bad id'] }, 'VALIDATION', 'order_ids'],
  ['orders/flag', { order_ids: ['OB-1001'], reason: 'x'.repeat(301) }, 'OUT_OF_RANGE', 'reason'],
  ['coupons/upsert', { ...COUPON, code: 'a b' }, 'VALIDATION', 'code'],
  ['coupons/upsert', { code: 'NEW-10' }, 'VALIDATION', 'percent_off'],
  ['coupons/upsert', { ...COUPON, amount_off: '5.00' }, 'VALIDATION', 'percent_off'],
  ['coupons/upsert', { ...COUPON, percent_off: 96 }, 'OUT_OF_RANGE', 'percent_off'],
  ['coupons/upsert', { ...COUPON, ends_at: '2026-03-18T11:00:00Z' }, 'OUT_OF_RANGE', 'ends_at'],
  ['coupons/upsert', { ...COUPON, starts_at: '2026-03-20T11:00:00Z', ends_at: '2026-03-19T11:00:00Z' }, 'OUT_OF_RANGE', 'ends_at'],
  ['coupons/upsert', { ...COUPON, ends_at: 'tomorrow' }, 'VALIDATION', 'ends_at'],
  ['coupons/upsert', { ...COUPON, product_ids: [99] }, 'UNKNOWN_IDS'],
  ['coupons/upsert', { ...COUPON, code: 'welcome10' }, 'COUPON_EXISTS'],
  ['coupons/disable', { code: 'NOPE' }, 'COUPON_NOT_FOUND'],
  ['campaigns/status', { campaign_id: 9, operation: 'pause' }, 'UNKNOWN_IDS'],
];

test.each(REFUSED.map(([kind, body, code, path]) => [kind, body, code, path ?? null] as const))('%s with %j is refused with %s', (kind, body, code, path) => {
  const outcome = memoryFixture().preview(kind, body);
  expect(outcome).toMatchObject({ ok: false, refusal: { code, status: REFUSAL_STATUS[code] } });
  if (path !== null) expect(outcome).toMatchObject({ refusal: { facts: { fields: [{ path }] } } });
});

test.each(SHOP_ACTION_KINDS.flatMap((kind) => [null, 'text', [], 7].map((body) => [kind, body] as const)))('%s refuses the body %j', (kind, body) => {
  expect(memoryFixture().preview(kind, body)).toMatchObject({ ok: false, refusal: { status: 422, code: 'VALIDATION' } });
});

test('the ids of prices that would not be positive are named', () => {
  const outcome = memoryFixture().preview('prices/bump', { scope_all: true, bump_percent: '0', bump_additive: '-12' });
  expect(outcome).toMatchObject({ refusal: { code: 'PRICE_NOT_POSITIVE', facts: { ids: [14, 15] } } });
});

test('an apply after its not_after is refused, whatever else it says', () => {
  const shop = memoryFixture();
  const body = { scope_all: true, bump_percent: '5', not_after: '2026-03-18T10:59:59Z', force: true };
  expect(shop.apply('prices/bump', body)).toMatchObject({ ok: false, refusal: { code: 'APPLY_EXPIRED', status: 409 } });
});

test('a change with anomalies wants force, and force passes nothing else', () => {
  const shop = memoryFixture();
  expect(shop.commit('prices/bump', { scope_all: true, bump_percent: '25' })).toMatchObject({ refusal: { code: 'FORCE_REQUIRED', status: 409 } });
  expect(shop.price(1)).toBe('49.00');
  const stale = { target_set_hash: 'other', affected_count: 22, snapshot: {} };
  expect(shop.apply('prices/bump', { scope_all: true, bump_percent: '25', force: true, expected: stale })).toMatchObject({ refusal: { code: 'PREVIEW_STALE' } });
  expect(shop.commit('prices/bump', { scope_all: true, bump_percent: '25' }, true)).toMatchObject({ ok: true, data: { affected_count: 22 } });
  expect(shop.price(1)).toBe('62.00');
});

test('a rollback without a job is impossible', () => {
  const shop = memoryFixture();
  expect(shop.preview('reprice/rollback', {})).toMatchObject({ ok: true, data: { status: 'noop', noop_reason: 'NO_ROLLBACK_DATA' }, warnings: [{ code: 'NO_ROLLBACK_DATA' }] });
  expect(shop.apply('reprice/rollback', {})).toMatchObject({ refusal: { code: 'ROLLBACK_IMPOSSIBLE', status: 409 } });
});

test('a reprice is stale once the rate has moved by more than a thousandth', () => {
  const near = memoryFixture();
  const body = REPRICE;
  const expected = near.preview('reprice', body);
  if (!expected.ok) throw expected.refusal;
  near.shop = withRate(near.shop, 'near', '0.9209');
  const apply = { ...body, expected: { target_set_hash: expected.data.target_set_hash, affected_count: 22, snapshot: expected.data.snapshot } };
  expect(near.apply('reprice', apply)).toMatchObject({ ok: true });
  const far = memoryFixture();
  far.shop = withRate(far.shop, 'far', '0.9210');
  expect(far.apply('reprice', apply)).toMatchObject({ refusal: { code: 'PREVIEW_STALE' } });
});
