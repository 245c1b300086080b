import fc from 'fast-check';
import { dataOf, expectedOf, memoryFixture, withRate } from '../../fixtures/memory-fixture';

const bump = (percent: string) => ({ scope_all: true, bump_percent: percent }) as const;

test('a bump of 5 % moves 22 prices by 11.11 % at most, without anomaly', () => {
  const data = dataOf(memoryFixture().preview('prices/bump', bump('5')));
  expect(data).toMatchObject({
    status: 'preview',
    affected_count: 22,
    scope: { kind: 'all' },
    max_delta_pct: '11.11',
    anomaly: { threshold_pct: '25', over_threshold_count: 0 },
    force_required: false,
    rejected: [{ id: 8, reason: 'MISSING_PRICE' }, { id: 20, reason: 'MISSING_PRICE' }],
    side_effects: { rollback_available: false },
  });
  expect(data.examples[0]).toEqual({ id: 15, label: 'Носки «Пара»', before: '9.00', after: '10.00', delta_pct: '11.11' });
  expect(data.targets).toMatchObject({ total: 22, truncated: false });
});

test('exactly 25 % is no anomaly, and 25 % rounded up is', () => {
  const shop = memoryFixture();
  expect(dataOf(shop.preview('prices/bump', bump('20')))).toMatchObject({ max_delta_pct: '25.00', anomaly: { over_threshold_count: 0 }, force_required: false });
  expect(shop.preview('prices/bump', bump('25'))).toMatchObject({
    data: { affected_count: 22, max_delta_pct: '33.33', anomaly: { over_threshold_count: 17 }, force_required: true, force_reasons: ['ANOMALY'] },
    warnings: [{ code: 'FORCE_REQUIRED' }],
  });
  shop.limits = { massChangeLimit: 21, isForceOnAnomaly: false };
  expect(shop.preview('prices/bump', bump('25'))).toMatchObject({
    data: { force_required: true, force_reasons: ['MASS_CHANGE'] },
    warnings: [{ code: 'FORCE_REQUIRED' }, { code: 'MASS_CHANGE_OVER_21' }],
  });
});

test('a decrease keeps its cents by default and lowers every price; rounding up keeps what it would not lower', () => {
  const shop = memoryFixture();
  const cents = dataOf(shop.preview('prices/bump', bump('-3')));
  expect(cents).toMatchObject({ affected_count: 22, max_delta_pct: '-3.00' });
  const whole = shop.preview('prices/bump', { ...bump('-3'), rounding_mode: 'CEIL_INT' });
  expect(whole).toMatchObject({ data: { affected_count: 13 }, warnings: [{ code: 'ROUNDING_KEEPS_PRICE', message: '9' }] });
});

test('a bump moves own prices of variants and the input price, and no discount', () => {
  const shop = memoryFixture();
  expect(shop.commit('prices/bump', bump('5'))).toMatchObject({ ok: true, data: { affected_count: 22, job_id: null, action_id: 'bump-1', rollback_available: false } });
  expect(shop.shop.products[8]).toMatchObject({ base_price: '83.00', input_price: '91.2087' });
  expect(shop.shop.products[6]).toMatchObject({ discount_percent: 15, compare_at_price: '27.00' });
  expect(shop.shop.variants.map((variant) => variant.price)).toEqual([null, '89.00', null, null, null, '167.00']);
  expect(dataOf(shop.preview('prices/bump', bump('5'))).examples[0]).toMatchObject({ before: '10.00', after: '11.00' });
});

test('a repricing after a bump starts from the new prices', () => {
  const shop = memoryFixture();
  shop.commit('prices/bump', bump('100'), true);
  shop.shop = { ...shop.shop, rateSets: shop.shop.rateSets.map((one) => ({ ...one, rate: '0.9100' })) };
  expect(dataOf(shop.preview('fx', { force_apply: true }))).toMatchObject({ status: 'noop', noop_reason: 'NO_CHANGES' });
});

test('adjusting names its rows, leaves variants alone and wants force above 100.00', () => {
  const shop = memoryFixture();
  const outcome = shop.preview('prices/adjust', { product_ids: [17, 9, 8, 99, 9], mode: 'delta_percent', value: '10', rounding: '0.99' });
  expect(outcome).toMatchObject({
    data: {
      affected_count: 2,
      scope: { kind: 'ids', ids: [8, 9, 17, 99] },
      examples: [{ id: 9, before: '79.00', after: '86.99' }, { id: 17, before: '149.00', after: '163.99' }],
      rejected: [{ id: 99, reason: 'UNKNOWN_IDS' }, { id: 8, reason: 'MISSING_PRICE' }],
      force_required: false,
    },
    warnings: [{ code: 'UNKNOWN_IDS' }, { code: 'VARIANT_PRICES_UNCHANGED', message: '2' }],
  });
  expect(dataOf(shop.preview('prices/adjust', { product_ids: [17], mode: 'set', value: '249.01' }))).toMatchObject({ force_reasons: ['ANOMALY', 'ABS_DELTA'] });
  expect(dataOf(shop.preview('prices/adjust', { product_ids: [17], mode: 'set', value: '149' }))).toMatchObject({ status: 'noop', noop_reason: 'NO_CHANGES' });
});

test('a reprice at the latest rate has 22 targets, 11.11 % at most; then the next check has nothing to do', () => {
  const shop = memoryFixture();
  const data = dataOf(shop.preview('fx', {}));
  expect(data).toMatchObject({
    affected_count: 22,
    max_delta_pct: '11.11',
    force_required: false,
    side_effects: { coupons_disabled: ['HOODIE15'], compare_at_cleared: 2, rollback_available: true },
    snapshot: { rate: '0.9200' },
  });
  const done = shop.commit('fx', {});
  expect(done).toMatchObject({ data: { job_id: 'job-1', rollback_available: true, rollback_job_id: 'job-1' } });
  expect(shop.shop.fx).toMatchObject({ rate_applied: '0.9200', last_apply: { result: 'applied', affected_count: 22, delta_percent: '1.10', job_id: 'job-1' } });
  expect(shop.shop.coupons[4]).toMatchObject({ code: 'HOODIE15', active: false });
  expect(dataOf(shop.preview('fx', {}))).toMatchObject({ status: 'noop', noop_reason: 'RATE_DELTA_BELOW_MIN' });
  expect(dataOf(shop.preview('fx', { force_apply: true }))).toMatchObject({ noop_reason: 'NO_CHANGES' });
  shop.shop = withRate(shop.shop, 'new', '0.9500');
  expect(dataOf(shop.preview('fx', {}))).toMatchObject({ noop_reason: 'COOLDOWN' });
  shop.now = new Date('2026-03-18T17:00:00Z');
  expect(dataOf(shop.preview('fx', {}))).toMatchObject({ status: 'preview' });
});

test('an FX apply goes on with the previewed rate while the latest lies near it', () => {
  const shop = memoryFixture();
  const body = { expected: expectedOf(dataOf(shop.preview('fx', {}))) };
  shop.shop = withRate(shop.shop, 'near', '0.9205');
  expect(shop.apply('fx', body)).toMatchObject({ ok: true });
  expect(shop.shop.fx.rate_applied).toBe('0.9200');
  const far = memoryFixture();
  far.shop = withRate(far.shop, 'far', '0.9300');
  expect(far.apply('fx', body)).toMatchObject({ refusal: { code: 'PREVIEW_STALE' } });
});

test('a rollback brings back prices, variants, compare-at, coupons and the rate', () => {
  const shop = memoryFixture();
  const before = shop.shop;
  shop.commit('reprice', { rate_set_id: before.fx.rate_set_id, input_currency: 'USD', shop_currency: 'EUR', markup_percent: '5' });
  expect(shop.shop.products).not.toEqual(before.products);
  const preview = dataOf(shop.preview('reprice/rollback', {}));
  expect(preview).toMatchObject({ affected_count: 22, scope: { kind: 'job', job_id: 'job-1' }, snapshot: { job_id: 'job-1' } });
  expect(shop.commit('reprice/rollback', {})).toMatchObject({ data: { status: 'committed', job_id: 'job-1', affected_count: 22 } });
  const { products, variants, coupons, fx } = shop.shop;
  expect({ products, variants, coupons, fx }).toEqual({ products: before.products, variants: before.variants, coupons: before.coupons, fx: before.fx });
  expect(shop.apply('reprice/rollback', { expected: expectedOf(preview) })).toMatchObject({ ok: true, data: { status: 'already_rolled_back' }, changes: [] });
});

test('a rollback leaves rows alone that changed since', () => {
  const shop = memoryFixture();
  shop.commit('fx', {});
  shop.commit('prices/adjust', { product_ids: [9], mode: 'set', value: '90.00' });
  shop.commit('coupons/upsert', { code: 'HOODIE15', percent_off: 20, on_existing: 'update' });
  const outcome = shop.preview('reprice/rollback', {});
  expect(outcome).toMatchObject({ data: { affected_count: 21 }, warnings: [{ code: 'ROLLBACK_ROWS_SKIPPED', message: '2' }] });
  expect(dataOf(outcome).rejected).toEqual([{ id: 9, reason: 'CHANGED_SINCE_JOB' }, { id: 'HOODIE15', reason: 'CHANGED_SINCE_JOB' }]);
  shop.commit('reprice/rollback', {});
  expect([shop.price(9), shop.price(1)]).toEqual(['90.00', '49.00']);
});

test('a rollback of another job than the previewed one is stale', () => {
  const shop = memoryFixture();
  shop.commit('fx', {});
  const expected = expectedOf(dataOf(shop.preview('reprice/rollback', {})));
  shop.shop = withRate(shop.shop, 'new', '0.9700');
  shop.commit('fx', { force_apply: true });
  expect(shop.apply('reprice/rollback', { expected })).toMatchObject({ refusal: { code: 'PREVIEW_STALE' } });
});

test('equal previews have equal hashes, defaults said or not; another price or request has another one', () => {
  const shop = memoryFixture();
  const hash = (body: object) => dataOf(shop.preview('prices/bump', body)).target_set_hash;
  const first = hash(bump('5'));
  expect(hash({ rounding_mode: 'CEIL_INT', bump_additive: '0.00', bump_percent: '5.0', scope_all: true, force: true, actor_tg_id: 7 })).toBe(first);
  expect(hash(bump('6'))).not.toBe(first);
  const [one, ...others] = shop.shop.products;
  if (one === undefined) throw new Error('no products');
  shop.shop = { ...shop.shop, products: [...others, one] };
  expect(hash(bump('5'))).toBe(first);
  shop.shop = { ...shop.shop, products: [...others, { ...one, base_price: '49.01' }] };
  expect(hash(bump('5'))).not.toBe(first);
});

test('an apply does exactly what its preview says, for any bump', () => {
  const percent = fc.integer({ min: -500, max: 500 }).filter((tenths) => tenths !== 0).map((tenths) => (tenths / 10).toFixed(1));
  fc.assert(
    fc.property(percent, fc.constantFrom('NONE', 'CEIL_INT', 'CEIL_0_50', 'CEIL_0_99' as const), (bumpPercent, mode) => {
      const shop = memoryFixture();
      const body = { scope_all: true, bump_percent: bumpPercent, rounding_mode: mode } as const;
      const preview = dataOf(shop.preview('prices/bump', body));
      const before = shop.shop.products;
      shop.commit('prices/bump', body, true);
      for (const { id, after } of preview.examples) expect(shop.price(Number(id))).toBe(after);
      const changed = shop.shop.products.filter((product, index) => product.base_price !== before[index]?.base_price);
      expect(changed.map((product) => product.product_id)).toEqual(preview.targets.ids);
    }),
    { numRuns: 40 },
  );
});
