import { ActionApplyData, ActionPreviewData, OperationData, readAnswer } from '@ownerbot/shop';
import { bound, keyOf, NOON, sisInTest, stopSis, type Envelope, type TestSis } from '../../test-support/sis-in-test';

let sis: TestSis;
beforeEach(async () => {
  sis = await sisInTest();
});
afterEach(stopSis);

const RATE_SET = async (): Promise<string> => (await sis.read<Envelope<{ rate_set_id: string }>>('actions/fx/status')).body.data.rate_set_id;

/** One good body of every kind with a preview. */
const PREVIEWS: readonly (readonly [kind: string, body: () => Promise<object> | object, affected: number])[] = [
  ['prices/bump', () => ({ scope_all: true, bump_percent: '5' }), 58],
  ['prices/adjust', () => ({ product_ids: [1, 2], mode: 'delta_percent', value: '-10' }), 2],
  ['reprice', async () => ({ rate_set_id: await RATE_SET(), input_currency: 'USD', shop_currency: 'EUR' }), 58],
  ['fx', () => ({}), 58],
  ['products/publish', () => ({ target_status: 'ARCHIVED', stock_lte: 0 }), 4],
  ['looks/publish', () => ({ target_active: true, is_active_from: false, scope_all: true }), 4],
  ['discounts/set', () => ({ discount_percent: 10, product_ids: [1, 2] }), 2],
  ['discounts/clear', () => ({ scope_all: true }), 2],
  ['orders/flag', () => ({ order_ids: ['OB-1001'], reason: 'проверить' }), 1],
  ['coupons/upsert', () => ({ code: 'NEW10', percent_off: 10 }), 1],
  ['coupons/disable', () => ({ code: 'VIP25' }), 1],
];

test.each(PREVIEWS)('%s: a preview writes nothing and says the same twice; its apply does what it said, once', async (kind, makeBody, affected) => {
  const body = await makeBody();
  const before = await sis.stateHash();
  const preview = await sis.act(`${kind}/preview`, body);
  expect(preview).toMatchObject({ status: 200, body: { ok: true, data: { status: 'preview', affected_count: affected } } });
  expect(readAnswer<object>(ActionPreviewData, preview.body.data)).toMatchObject({ ok: true });
  const again = await sis.act(`${kind}/preview`, body);
  expect(again.body.data['target_set_hash']).toBe(preview.body.data['target_set_hash']);
  expect(await sis.stateHash()).toBe(before);

  const applyBody = bound(body, preview, { force: true });
  const applied = await sis.act(`${kind}/apply`, applyBody, keyOf(kind));
  expect(applied).toMatchObject({ status: 200, body: { data: { status: 'committed', affected_count: affected } } });
  expect(readAnswer<object>(ActionApplyData, applied.body.data)).toMatchObject({ ok: true });
  expect(applied.headers.get('idempotent-replay')).toBeNull();
  const after = await sis.stateHash();
  expect(after).not.toBe(before);

  const replay = await sis.act(`${kind}/apply`, applyBody, keyOf(kind));
  expect([replay.status, replay.text, replay.headers.get('idempotent-replay')]).toEqual([200, applied.text, 'true']);
  expect(await sis.stateHash()).toBe(after);
});

test('an empty body to any preview is refused as 422, never as a failure', async () => {
  for (const kind of [...PREVIEWS.map(([one]) => one), 'reprice/rollback']) {
    for (const body of ['', '{}', '[]', '"x"', '{"shop_id":1']) {
      expect(await sis.send(`actions/${kind}/preview`, { method: 'POST', body })).toMatchObject({ status: 422, body: { detail: { code: 'VALIDATION' } } });
    }
  }
});

test('settings of FX are patched under their version', async () => {
  const patch = { updates: { min_apply_cooldown_hours: 12 }, expected: { target_set_hash: 'own', affected_count: 1, snapshot: { settings_version: 3 } } };
  expect(await sis.act('fx/settings', patch, keyOf('patch-1'), 'PATCH')).toMatchObject({ status: 200 });
  const status = await sis.read('actions/fx/status');
  expect(status.body.data).toMatchObject({ settings_version: 4, settings: { min_apply_cooldown_hours: 12 } });
  expect(await sis.act('fx/settings', patch, keyOf('patch-2'), 'PATCH')).toMatchObject({ status: 409, body: { detail: { code: 'PREVIEW_STALE' } } });
  expect(await sis.act('fx/settings', { updates: { nonsense: 1 } }, keyOf('patch-3'), 'PATCH')).toMatchObject({ status: 422 });
});

test('an FX apply is seen everywhere and can be rolled back', async () => {
  const prices = async () => (await sis.control<{ base_price: string }[]>('GET', '/rows/products')).body.map((row) => row.base_price);
  const before = await prices();
  expect((await sis.read('actions/fx/status')).body.data).toMatchObject({ would_apply: true, noop_reason: null, rate_applied: '0.9100', delta_percent: '1.10', last_apply: null });
  await sis.act('fx/apply', bound({}, await sis.act('fx/preview', {})), keyOf('fx'));
  expect((await sis.read('actions/fx/status')).body.data).toMatchObject({ would_apply: false, rate_applied: '0.9200', last_apply: { result: 'applied', affected_count: 58 } });
  expect((await sis.read<Envelope<{ items: object[] }>>('coupons', { code: 'hoodie15' })).body.data.items).toMatchObject([{ state: 'disabled' }]);
  expect(await prices()).not.toEqual(before);
  const rollback = await sis.act('reprice/rollback/apply', bound({}, await sis.act('reprice/rollback/preview', {}), { force: true }), keyOf('rollback'));
  expect(rollback.status).toBe(200);
  expect(await prices()).toEqual(before);
  expect(await sis.act('reprice/rollback/apply', {}, keyOf('rollback-2'))).toMatchObject({ status: 409, body: { detail: { code: 'ROLLBACK_IMPOSSIBLE' } } });
});

test('what is applied shows in the reads: prices in the inventory, flags on orders, coupons in their list', async () => {
  await sis.act('prices/adjust/apply', { product_ids: [3], mode: 'set', value: '70.00', force: true }, keyOf('a'));
  await sis.act('orders/flag/apply', { order_ids: ['OB-1001'], reason: 'позвонить' }, keyOf('b'));
  await sis.act('coupons/upsert/apply', { code: 'summer5', amount_off: '5.00' }, keyOf('c'));
  expect((await sis.read('inventory', { section: 'out_of_stock', limit: 1 })).body.data).toMatchObject({ items: [{ product_id: 3, price: '70.00' }] });
  expect((await sis.read('orders/OB-1001')).body.data).toMatchObject({ flagged: true, flag_reason: 'позвонить', flagged_by: 10_000_001, flagged_at: '2026-03-18T11:00:00Z' });
  expect((await sis.read('coupons', { code: 'SUMMER5' })).body.data).toMatchObject({ items: [{ code: 'SUMMER5', amount_off: '5.00', state: 'active' }] });
  expect((await sis.control<object[]>('GET', '/journal')).body).toMatchObject([{ event: 'OWNERBOT_ACTION_APPLY', operation_id: 'op-501', actor_tg_id: 10_000_001 }, {}, {}]);
});

describe('idempotency', () => {
  const body = { product_ids: [1], mode: 'set', value: '60.00' };
  const apply = (key: string, changed: object = {}) => sis.act('prices/adjust/apply', { ...body, ...changed }, key);

  test('another body, path or method under the same key is refused and changes nothing', async () => {
    await apply(keyOf('k'));
    const hash = await sis.stateHash();
    const mismatch = { status: 409, body: { detail: { code: 'IDEMPOTENCY_MISMATCH' } } };
    expect(await apply(keyOf('k'), { value: '61.00' })).toMatchObject(mismatch);
    expect(await sis.act('prices/bump/apply', body, keyOf('k'))).toMatchObject(mismatch);
    expect(await sis.act('fx/settings', body, keyOf('k'), 'PATCH')).toMatchObject(mismatch);
    expect(await sis.stateHash()).toBe(hash);
  });

  test('no key, or one of another form, is refused', async () => {
    for (const key of [undefined, 'short', 'x'.repeat(65), 'with spaces in the key']) {
      expect(await sis.act('prices/adjust/apply', body, key)).toMatchObject({ status: 422, body: { detail: { code: 'VALIDATION' } } });
    }
  });

  test('refusals with 409 and 422 are stored and come back the same', async () => {
    const expired = await apply(keyOf('late'), { not_after: '2026-03-18T10:59:59Z' });
    expect(expired).toMatchObject({ status: 409, body: { detail: { code: 'APPLY_EXPIRED' } } });
    const unknown = await apply(keyOf('unknown'), { product_ids: [999] });
    expect(unknown).toMatchObject({ status: 422, body: { detail: { code: 'UNKNOWN_IDS' } } });
    await sis.control('POST', '/clock', { now: '2026-03-18T10:00:00Z' });
    const again = await apply(keyOf('late'), { not_after: '2026-03-18T10:59:59Z' });
    expect([again.status, again.text, again.headers.get('idempotent-replay')]).toEqual([409, expired.text, 'true']);
    expect(await sis.read(`actions/operations/${keyOf('unknown')}`)).toMatchObject({
      body: { data: { state: 'rejected', http_status: 422, result: null, error: { code: 'UNKNOWN_IDS' } } },
    });
  });

  test('a finished operation is returned although its not_after has passed', async () => {
    const done = await apply(keyOf('in-time'), { not_after: '2026-03-18T11:00:30Z' });
    await sis.control('POST', '/clock', { advance_sec: 3600 });
    expect(await apply(keyOf('in-time'), { not_after: '2026-03-18T11:00:30Z' })).toMatchObject({ status: 200, text: done.text });
  });

  test('what is not stored: keys that are wrong, limits, failures', async () => {
    await sis.faults({ fault: 'not_processed', times: 1 }, { fault: 'rate_limit', times: 1, params: { retry_after_s: 1 } }, { fault: 'status', times: 1, params: { code: 500 } });
    expect([(await apply(keyOf('n'))).status, (await apply(keyOf('n'))).status, (await apply(keyOf('n'))).status]).toEqual([503, 429, 500]);
    expect((await sis.control('GET', '/operations')).body).toEqual([]);
    expect((await apply(keyOf('n'))).status).toBe(200);
  });

  test('a second send while the first is being executed: in progress; the enquiry says so; then it is replayed', async () => {
    await sis.faults({ fault: 'slow', times: 1, match: { kind: 'apply' }, params: { ms: 1500 } });
    const first = apply(keyOf('slow'));
    const enquiry = () => sis.read<Envelope<{ state: string }>>(`actions/operations/${keyOf('slow')}`);
    while ((await enquiry()).status === 404);
    expect((await enquiry()).body.data).toMatchObject({ state: 'executing', finished_at: null, http_status: null, result: null, error: null });
    expect(await apply(keyOf('slow'))).toMatchObject({ status: 409, body: { detail: { code: 'OPERATION_IN_PROGRESS' } } });
    expect(await apply(keyOf('slow'), { value: '1.00' })).toMatchObject({ status: 409, body: { detail: { code: 'IDEMPOTENCY_MISMATCH' } } });
    expect(await apply(keyOf('other'))).toMatchObject({ status: 409, body: { detail: { code: 'JOB_RUNNING' } } });
    expect((await first).status).toBe(200);
    expect((await apply(keyOf('slow'))).headers.get('idempotent-replay')).toBe('true');
  });

  test('four sends at once change the shop once', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => apply(keyOf('four'))));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200]);
    expect((await sis.control('GET', '/operations')).body).toMatchObject([{ executions: 1, state: 'committed' }]);
  });

  test('operations are kept for seven days', async () => {
    await apply(keyOf('old'));
    await sis.control('POST', '/clock', { advance_sec: 7 * 86_400 + 60 });
    await apply(keyOf('new'));
    expect((await sis.read(`actions/operations/${keyOf('old')}`)).status).toBe(404);
  });
});

test('the enquiry tells everything of an operation, and 404 with its own code of a key that never came', async () => {
  const applied = await sis.act('coupons/disable/apply', { code: 'VIP25' }, keyOf('e'));
  const { body, status } = await sis.read(`actions/operations/${keyOf('e')}`);
  expect(status).toBe(200);
  expect(readAnswer<object>(OperationData, body.data)).toMatchObject({ ok: true });
  expect(body.data).toMatchObject({
    idempotency_key: keyOf('e'),
    state: 'committed',
    method: 'POST',
    path: '/ownerbot/v1/actions/coupons/disable/apply',
    request_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    received_at: '2026-03-18T11:00:00Z',
    finished_at: '2026-03-18T11:00:00Z',
    http_status: 200,
    result: applied.body.data,
    error: null,
  });
  expect(await sis.read(`actions/operations/${keyOf('never')}`)).toMatchObject({ status: 404, body: { detail: { code: 'OPERATION_NOT_FOUND' } } });
});

test('a row that a third party changed between preview and apply makes it stale, and nothing is written', async () => {
  const body = { scope_all: true, bump_percent: '5' };
  const preview = await sis.act('prices/bump/preview', body);
  await sis.control('POST', '/mutate', { table: 'products', id: 1, set: { base_price: '55.00' } });
  const rows = await sis.control('GET', '/rows/products');
  expect(await sis.act('prices/bump/apply', bound(body, preview), keyOf('stale'))).toMatchObject({ status: 409, body: { detail: { code: 'PREVIEW_STALE' } } });
  expect((await sis.control('GET', '/rows/products')).body).toEqual(rows.body);
});

test('anomalies and mass changes want force, unless the shop is set otherwise', async () => {
  const body = { scope_all: true, bump_percent: '40' };
  const preview = await sis.act('prices/bump/preview', body);
  expect(preview.body).toMatchObject({ data: { force_required: true, force_reasons: ['ANOMALY'] }, warnings: [{ code: 'FORCE_REQUIRED' }] });
  expect(await sis.act('prices/bump/apply', bound(body, preview), keyOf('f1'))).toMatchObject({ status: 409, body: { detail: { code: 'FORCE_REQUIRED' } } });
  await sis.control('POST', '/settings', { mass_change_limit: 10, force_on_anomaly: false });
  const massive = await sis.act('prices/bump/preview', body);
  expect(massive.body).toMatchObject({ data: { force_reasons: ['MASS_CHANGE'] }, warnings: [{ code: 'FORCE_REQUIRED' }, { code: 'MASS_CHANGE_OVER_10' }] });
  expect((await sis.act('prices/bump/apply', bound(body, massive, { force: true }), keyOf('f2'))).status).toBe(200);
});

test('the actor of the body must be that of the header', async () => {
  const other = { actor_tg_id: 5, code: 'VIP25' };
  const mismatch = { status: 422, body: { detail: { code: 'ACTOR_MISMATCH' } } };
  expect(await sis.act('coupons/disable/preview', other)).toMatchObject(mismatch);
  expect(await sis.act('coupons/disable/apply', other, keyOf('actor'))).toMatchObject(mismatch);
});

test('time of the simulator decides what is too late', async () => {
  expect(NOON.toISOString()).toBe('2026-03-18T11:00:00.000Z');
  await sis.control('POST', '/clock', { advance_sec: 301 });
  const late = await sis.act('coupons/disable/apply', { code: 'VIP25', not_after: '2026-03-18T11:05:00Z' }, keyOf('too-late'));
  expect(late).toMatchObject({ status: 409, body: { detail: { code: 'APPLY_EXPIRED' } } });
});
