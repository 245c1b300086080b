import { leakCheck } from '@ownerbot/testing';
import { checkContract } from '../contract-check/check-contract';
import { callIn } from '../fixtures/demo-fixture';
import type { ActionBody } from '../methods/actions/action-bodies';
import type { ShopActionKind } from '../methods/actions/action-kinds';
import type { ActionPreviewData } from '../methods/actions/action-preview';
import { freezeApply } from '../methods/actions/action-request';
import { CONFORMING_SHOPS, type ConformingShop } from './shops';

const call = callIn();
const NOT_AFTER = '2026-03-18T11:05:00Z';
let keys = 0;
const newKey = (): string => `obk-conformance-${String((keys += 1)).padStart(8, '0')}`;

const PREVIEWS: readonly (readonly [ShopActionKind, ActionBody])[] = [
  ['prices/bump', { scope_all: true, bump_percent: '5' }],
  ['prices/adjust', { product_ids: [1, 2], mode: 'delta_abs', value: '3.00' }],
  ['fx', { force_apply: true }],
  ['fx/settings', { updates: { min_apply_cooldown_hours: 12 } }],
  ['products/publish', { target_status: 'ARCHIVED', product_ids: [1, 2] }],
  ['products/publish', { target_status: 'ACTIVE', status_from: 'ARCHIVED', scope_all: true }],
  ['looks/publish', { target_active: false, look_ids: [1] }],
  ['discounts/set', { discount_percent: 10, stock_lte: 30 }],
  ['discounts/clear', { scope_all: true }],
  ['coupons/upsert', { code: 'SPRING-26', percent_off: 10 }],
  ['coupons/disable', { code: 'WELCOME10' }],
];

function frozen(kind: ShopActionKind, body: ActionBody, preview: ActionPreviewData, force = false): string {
  const { target_set_hash, affected_count, snapshot } = preview;
  return freezeApply(kind, body, { force, expected: { target_set_hash, affected_count, snapshot }, not_after: NOT_AFTER }, call).body;
}

describe.each(CONFORMING_SHOPS)('%s', (_name, open, offersActions) => {
  let world: ConformingShop;
  beforeAll(async () => (world = await open()));
  afterAll(() => world.close());

  /** The rows, and what SIS notes beside them: a preview leaves no trace at all. */
  const everything = async (): Promise<string> => `${await world.state()} ${(await world.simulator?.stateHash()) ?? ''}`;

  const priceOf = async (productId: number): Promise<string | null | undefined> => {
    const { data } = await world.shop.inventory({ section: 'all', low_stock_lte: 999, product_ids: [productId], limit: 5 }, call);
    return data.items.find((item) => item.product_id === productId)?.base_price;
  };

  test('every read, preview and enquiry keeps the contract, and the figures agree (13.1, 13.6)', async () => {
    const report = await checkContract(world.shop, call, { now: world.clock.now(), unusedKey: newKey() });
    const actions = (endpoint: string): boolean => endpoint.startsWith('preview:') || endpoint === 'enquiry';
    const others = report.checks.filter((check) => check.result !== 'OK');
    if (!offersActions) expect(others).toEqual(report.checks.filter((check) => actions(check.endpoint)).map(({ endpoint }) => expect.objectContaining({ endpoint, result: 'NOT_OFFERED' })));
    else expect(others).toEqual(
      world.simulator === null ? [{ endpoint: 'enquiry', result: 'NOT_OFFERED', reason: 'UPSTREAM_NOT_IMPLEMENTED', differences: [] }] : [],
    );
    expect(report).toMatchObject({ result: 'OK', notes: [] });
    expect(report.checks.map((check) => check.endpoint)).toEqual(expect.arrayContaining(['kpi_summary', 'equalities', 'preview:prices/bump', 'enquiry']));
  });

  test('a list is paged without a gap or a repetition, its total the same on each page', async () => {
    const whole = await world.shop.inventory({ section: 'all', low_stock_lte: 5, limit: 200 }, call);
    const ids: number[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await world.shop.inventory({ section: 'all', low_stock_lte: 5, limit: 3, ...(cursor === undefined ? {} : { cursor }) }, call);
      expect(data.page.total).toBe(whole.data.page.total);
      ids.push(...data.items.map((item) => item.product_id));
      cursor = data.page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(ids).toEqual(whole.data.items.map((item) => item.product_id));
  });

  test.each<[string, (world: ConformingShop) => Promise<unknown>, string, string | undefined]>([
    ['a limit out of range', ({ shop }) => shop.coupons({ state: 'all', expiring_days: 7, sort: 'used', limit: 201 }, call), 'VALIDATION_ERROR', 'OUT_OF_RANGE'],
    ['a foreign cursor', ({ shop }) => shop.chatsUnanswered({ threshold_hours: 0, limit: 5, cursor: 'bm90IG91cnM' }, call), 'VALIDATION_ERROR', 'CURSOR_INVALID'],
    ['a window that ends tomorrow', ({ shop }) => shop.kpiSummary({ from: '2026-03-18', to: '2026-03-19', tz: 'Europe/Berlin' }, call), 'VALIDATION_ERROR', 'OUT_OF_RANGE'],
    ['an unknown order', ({ shop }) => shop.orderDetail('OB-0', call), 'NOT_FOUND', undefined],
  ])('%s is refused', async (_case, ask, code, reason) => {
    await expect(ask(world)).rejects.toMatchObject({ code, ...(reason === undefined ? {} : { facts: { reason } }) });
  });

  if (!offersActions) {
    test.each(PREVIEWS)('a preview of %s is not offered', async (kind, body) => {
      await expect(world.shop.previewAction(kind, body, call)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED', retry: 'never' });
    });

    test('nor are an apply and the enquiry', async () => {
      expect(await world.shop.applyAction('prices/bump', '{}', newKey(), call)).toMatchObject({ outcome: 'refused', error: { code: 'UPSTREAM_NOT_IMPLEMENTED' } });
      await expect(world.shop.operation(newKey(), call)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
      expect(world.shop.applyWithin).toBeNull();
    });
    return;
  }

  test.each<[string, (world: ConformingShop) => Promise<unknown>, string, string]>([
    ['unknown ids', ({ shop }) => shop.previewAction('prices/adjust', { product_ids: [9_000_001], mode: 'set', value: '5.00' }, call), 'VALIDATION_ERROR', 'UNKNOWN_IDS'],
    ['a bump below the least', ({ shop }) => shop.previewAction('prices/bump', { scope_all: true, bump_percent: '0.05' }, call), 'VALIDATION_ERROR', 'OUT_OF_RANGE'],
    ['an unknown coupon', ({ shop }) => shop.previewAction('coupons/disable', { code: 'NOBODY' }, call), 'VALIDATION_ERROR', 'COUPON_NOT_FOUND'],
    ['a coupon that exists', ({ shop }) => shop.previewAction('coupons/upsert', { code: 'WELCOME10', percent_off: 5 }, call), 'ACTION_CONFLICT', 'COUPON_EXISTS'],
  ])('%s is refused', async (_case, ask, code, reason) => {
    await expect(ask(world)).rejects.toMatchObject({ code, facts: { reason } });
  });

  test.each(PREVIEWS)('a preview of %s changes nothing, and an equal one has an equal target set (13.2)', async (kind, body) => {
    const before = await everything();
    const first = await world.shop.previewAction(kind, body, call);
    const second = await world.shop.previewAction(kind, body, call);
    expect(second.data.target_set_hash).toBe(first.data.target_set_hash);
    expect(first.data.would_apply).toBe(first.data.affected_count > 0);
    expect(await everything()).toBe(before);
  });

  test('a target that somebody changed since the preview makes the apply stale, and nothing is written (13.5)', async () => {
    const body: ActionBody<'prices/adjust'> = { product_ids: [1, 2], mode: 'set', value: '71.00' };
    const { data } = await world.shop.previewAction('prices/adjust', body, call);
    await world.changePrice(2, '33.00');
    const before = await world.state();
    const outcome = await world.shop.applyAction('prices/adjust', frozen('prices/adjust', body, data, true), newKey(), call);
    expect(outcome).toMatchObject({ outcome: 'refused', error: { code: 'PREVIEW_STALE' } });
    expect(await world.state()).toBe(before);
  });

  test('an apply without the force that its preview asked for is refused', async () => {
    const body: ActionBody<'prices/adjust'> = { product_ids: [3], mode: 'delta_percent', value: '90' };
    const { data } = await world.shop.previewAction('prices/adjust', body, call);
    expect(data).toMatchObject({ force_required: true, force_reasons: ['ANOMALY'] });
    const before = await world.state();
    expect(await world.shop.applyAction('prices/adjust', frozen('prices/adjust', body, data), newKey(), call)).toMatchObject({
      outcome: 'refused',
      error: { code: 'ACTION_CONFLICT', facts: { reason: 'FORCE_REQUIRED' } },
    });
    expect(await world.state()).toBe(before);
  });

  test('an apply after its time is refused', async () => {
    const body: ActionBody<'coupons/disable'> = { code: 'WELCOME10' };
    const { data } = await world.shop.previewAction('coupons/disable', body, call);
    const late = frozen('coupons/disable', body, data).replace(NOT_AFTER, '2026-03-18T10:59:00Z');
    expect(await world.shop.applyAction('coupons/disable', late, newKey(), call)).toMatchObject({ outcome: 'refused', error: { facts: { reason: 'APPLY_EXPIRED' } } });
  });

  test('an apply is one change, seen by the next read, however often it is sent (13.3)', async () => {
    const body: ActionBody<'prices/adjust'> = { product_ids: [1], mode: 'set', value: '52.00' };
    const { data } = await world.shop.previewAction('prices/adjust', body, call);
    const bytes = frozen('prices/adjust', body, data);
    const key = newKey();
    expect(await world.shop.applyAction('prices/adjust', bytes, key, call)).toMatchObject({ outcome: 'executed', isReplay: false, answer: { data: { status: 'committed', affected_count: 1 } } });
    expect(await priceOf(1)).toBe('52.00');
    const after = await world.state();
    const again = await world.shop.applyAction('prices/adjust', bytes, key, call);
    // The demo shop keeps no keys: its caller's proposal does. Its own guard is the target set.
    expect(again).toMatchObject(world.simulator === null ? { outcome: 'refused', error: { code: 'PREVIEW_STALE' } } : { outcome: 'executed', isReplay: true });
    expect(await world.state()).toBe(after);
  });
});

leakCheck();
