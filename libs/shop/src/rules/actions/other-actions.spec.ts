import { dataOf, expectedOf, memoryFixture } from '../../fixtures/memory-fixture';

test('publishing shows what has a price and leaves out what is shown already', () => {
  const shop = memoryFixture();
  shop.commit('products/publish', { target_status: 'ARCHIVED', product_ids: [8] });
  const outcome = shop.preview('products/publish', { target_status: 'ACTIVE', product_ids: [1, 8, 19, 99] });
  expect(outcome).toMatchObject({
    data: { affected_count: 1, targets: { ids: [19] }, examples: [{ before: 'ARCHIVED', after: 'ACTIVE' }], rejected_count: 2, anomaly: null },
    warnings: [{ code: 'UNKNOWN_IDS' }],
  });
  expect(dataOf(outcome).rejected).toEqual([{ id: 99, reason: 'UNKNOWN_IDS' }, { id: 8, reason: 'MISSING_PRICE' }]);
});

test('hiding by stock reaches those with as little and no others', () => {
  const data = dataOf(memoryFixture().preview('products/publish', { target_status: 'ARCHIVED', stock_lte: 0 }));
  expect(data).toMatchObject({ scope: { kind: 'stock_lte', stock_lte: 0 }, targets: { ids: [3, 12] } });
});

test('publishing from a status reaches all of that status', () => {
  const data = dataOf(memoryFixture().preview('products/publish', { target_status: 'ACTIVE', status_from: 'ARCHIVED', scope_all: true }));
  expect(data).toMatchObject({ scope: { kind: 'status', status_from: 'ARCHIVED' }, targets: { ids: [19, 23, 24] } });
});

test('looks are shown by id and by state', () => {
  const shop = memoryFixture();
  expect(dataOf(shop.preview('looks/publish', { target_active: true, is_active_from: false, scope_all: true }))).toMatchObject({ targets: { ids: [9, 10, 11, 12] } });
  shop.commit('looks/publish', { target_active: false, look_ids: [1, 9] });
  expect(shop.shop.looks.filter((look) => look.is_active).map((look) => look.look_id)).toEqual([2, 3, 4, 5, 6, 7, 8]);
});

test('a discount shows selling prices, keeps the base price and wants no force', () => {
  const shop = memoryFixture();
  const data = dataOf(shop.preview('discounts/set', { discount_percent: 30, product_ids: [7, 8, 1, 19] }));
  expect(data).toMatchObject({
    affected_count: 2,
    examples: [{ id: 1, before: '49.00', after: '34.30', delta_pct: '-30.00' }, { id: 7, before: '22.95', after: '18.90' }],
    anomaly: { over_threshold_count: 1 },
    force_required: false,
    rejected: [{ id: 19, reason: 'NOT_ACTIVE' }, { id: 8, reason: 'MISSING_PRICE' }],
  });
  shop.commit('discounts/set', { discount_percent: 30, product_ids: [7, 1] });
  expect(shop.shop.products[0]).toMatchObject({ base_price: '49.00', discount_percent: 30, compare_at_price: '49.00' });
  expect(dataOf(shop.preview('discounts/set', { discount_percent: 30, product_ids: [7, 1] }))).toMatchObject({ status: 'noop' });
});

test('a discount for the whole shop reaches what is active and has a price', () => {
  const shop = memoryFixture();
  expect(dataOf(shop.preview('discounts/set', { discount_percent: 10, scope_all: true })).affected_count).toBe(19);
  expect(dataOf(shop.preview('discounts/set', { discount_percent: 10, scope_all: true, only_active: false })).affected_count).toBe(22);
  expect(dataOf(shop.preview('discounts/set', { discount_percent: 10, stock_lte: 3 })).targets.ids).toEqual([2, 3, 7, 12, 16, 18]);
});

test('clearing discounts of two ids touches two products, and only those with a discount', () => {
  const shop = memoryFixture();
  expect(dataOf(shop.preview('discounts/clear', { scope_all: true }))).toMatchObject({ targets: { ids: [7, 16] }, side_effects: { compare_at_cleared: 2 } });
  shop.commit('discounts/clear', { product_ids: [1, 7], clear_compare_at: false });
  expect(shop.shop.products[6]).toMatchObject({ discount_percent: null, compare_at_price: '27.00' });
  expect(shop.shop.products[15]).toMatchObject({ discount_percent: 20 });
});

test('a flag carries reason, time and owner; the same flag again is no change', () => {
  const shop = memoryFixture();
  const body = { order_ids: ['ob-1001', 'OB-1010', 'OB-9999'], reason: 'ждём поставку' };
  expect(shop.preview('orders/flag', body)).toMatchObject({
    data: { targets: { ids: ['OB-1001'] }, examples: [{ before: null, after: 'ждём поставку' }], rejected: [{ id: 'OB-9999', reason: 'UNKNOWN_IDS' }] },
    warnings: [{ code: 'UNKNOWN_IDS' }, { code: 'ALREADY_FLAGGED' }],
  });
  shop.commit('orders/flag', body);
  const flagged = shop.shop.orders.find((order) => order.order_id === 'OB-1001');
  expect(flagged).toMatchObject({ flagged: true, flag_reason: 'ждём поставку', flagged_at: '2026-03-18T11:00:00Z', flagged_by: '700' });
  expect(shop.preview('orders/flag', { order_ids: ['OB-1001'], reason: 'ждём поставку' })).toMatchObject({ data: { status: 'noop' }, warnings: [{ code: 'ALREADY_FLAGGED' }] });
  expect(dataOf(shop.preview('orders/flag', { order_ids: ['OB-1001'], reason: 'другое' })).examples[0]).toMatchObject({ before: 'ждём поставку', after: 'другое' });
  shop.commit('orders/flag', { order_ids: ['OB-1010'], flagged: false, reason: 'ignored' });
  expect(shop.shop.orders.find((order) => order.order_id === 'OB-1010')).toMatchObject({ flagged: false, flag_reason: null, flagged_day_offset: null, flagged_by: null });
});

test('an order of later today is not there to be flagged', () => {
  const shop = memoryFixture();
  const late = shop.shop.orders.filter((order) => order.day_offset === 0).at(-1)?.order_id ?? '';
  expect(shop.preview('orders/flag', { order_ids: [late] })).toMatchObject({ refusal: { code: 'ORDER_NOT_FOUND' } });
});

test('a new coupon gets the next id; an existing one is replaced only where that is asked', () => {
  const shop = memoryFixture();
  const body = { code: 'may-7', amount_off: '7', max_uses: 5, ends_at: '2026-03-25T10:00:00Z', product_ids: [9, 1] };
  expect(dataOf(shop.preview('coupons/upsert', body))).toMatchObject({ operation: 'create', affected_count: 1, scope: { kind: 'coupon', code: 'MAY-7' } });
  expect(shop.commit('coupons/upsert', body)).toMatchObject({ data: { operation: 'create', coupon_id: 6 } });
  expect(shop.shop.coupons[5]).toMatchObject({ code: 'MAY-7', amount_off: '7.00', percent_off: null, used_count: 0, product_ids: [1, 9] });
  expect(shop.preview('coupons/upsert', body)).toMatchObject({ refusal: { code: 'COUPON_EXISTS', status: 409 } });
  expect(dataOf(shop.preview('coupons/upsert', { ...body, on_existing: 'update' }))).toMatchObject({ status: 'noop', operation: 'update' });
  shop.commit('coupons/upsert', { code: 'SHIP5', amount_off: '6.00', on_existing: 'update' });
  expect(shop.shop.coupons[2]).toMatchObject({ amount_off: '6.00', ends_at: null, ends_day_offset: null, ends_minute: null, used_count: 47 });
});

test('a coupon is disabled once, and an unknown one is not made', () => {
  const shop = memoryFixture();
  shop.commit('coupons/disable', { code: 'vip25' });
  expect(shop.shop.coupons.map((coupon) => coupon.active)).toEqual([true, false, true, true, true]);
  expect(dataOf(shop.preview('coupons/disable', { code: 'VIP25' }))).toMatchObject({ status: 'noop' });
});

test('FX settings keep what is not named, count up their version and are bound to it', () => {
  const shop = memoryFixture();
  const body = { updates: { reprice_schedule_mode: 'daily', min_rate_delta_percent: '0.5', min_apply_cooldown_hours: 12 } } as const;
  const preview = dataOf(shop.preview('fx/settings', body));
  expect(preview).toMatchObject({
    affected_count: 2,
    scope: { kind: 'settings' },
    snapshot: { settings_version: 3 },
    examples: [{ id: 'min_apply_cooldown_hours', before: '6', after: '12' }, { id: 'reprice_schedule_mode', before: 'manual', after: 'daily' }],
  });
  expect(shop.commit('fx/settings', body)).toMatchObject({ ok: true });
  expect(shop.shop.fx).toMatchObject({ settings_version: 4, settings: { reprice_schedule_mode: 'daily', min_apply_cooldown_hours: 12, provider: 'ecb' } });
  expect(shop.apply('fx/settings', { ...body, expected: expectedOf(preview) })).toMatchObject({ refusal: { code: 'PREVIEW_STALE' } });
  expect(dataOf(shop.preview('fx/settings', body))).toMatchObject({ status: 'noop' });
});

test('a campaign is paused and resumed', () => {
  const shop = memoryFixture();
  shop.commit('campaigns/status', { campaign_id: 1, operation: 'pause' });
  expect(shop.shop.campaigns[0]).toMatchObject({ status: 'paused' });
  expect(dataOf(shop.preview('campaigns/status', { campaign_id: 1, operation: 'pause' }))).toMatchObject({ status: 'noop', would_apply: false });
  expect(dataOf(shop.preview('campaigns/status', { campaign_id: 1, operation: 'resume' }))).toMatchObject({ examples: [{ label: 'Весна', before: 'paused', after: 'running' }] });
});
