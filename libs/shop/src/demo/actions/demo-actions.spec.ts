import { createHash } from 'node:crypto';
import { sql } from '@ownerbot/storage';
import { leakCheck, waitFor } from '@ownerbot/testing';
import { readAnswer } from '../../answers/read-answer';
import { callIn, DEMO_SETTINGS, demoFixture, NOON, type DemoFixture } from '../../fixtures/demo-fixture';
import { memoryFixture } from '../../fixtures/memory-fixture';
import { ActionApplyData } from '../../methods/actions/action-apply';
import type { ActionBody } from '../../methods/actions/action-bodies';
import { SHOP_ACTION_KINDS, type ShopActionKind } from '../../methods/actions/action-kinds';
import { ActionPreviewData } from '../../methods/actions/action-preview';
import { freezeApply } from '../../methods/actions/action-request';
import { scopeEchoProblem } from '../../rules/actions/scope';
import { resetDemo } from '../commands/demo-commands';
import { DEFAULT_SEED } from '../seed/build-demo-shop';
import { applyDemoAction } from './demo-actions';

let demo: DemoFixture;
let seeded: string;
beforeAll(async () => {
  demo = await demoFixture();
  seeded = await rowsHash();
});
afterAll(() => demo.drop());
afterEach(async () => {
  demo.clock.set(NOON);
  if ((await rowsHash()) !== seeded) await resetDemo({ db: demo.db, settings: DEMO_SETTINGS, seed: DEFAULT_SEED });
});

const call = callIn();
const RATE_SET = memoryFixture().shop.fx.rate_set_id;
const BUMP = { scope_all: true, bump_percent: '5' } as const;

/** One body of every kind, in an order in which each has something to do. */
const BODIES: { readonly [K in ShopActionKind]: ActionBody<K> } = {
  reprice: { rate_set_id: RATE_SET, input_currency: 'USD', shop_currency: 'EUR', markup_percent: '2' },
  'reprice/rollback': {},
  fx: {},
  'prices/bump': BUMP,
  'prices/adjust': { product_ids: [9, 17, 99], mode: 'delta_percent', value: '-10', rounding: '0.99' },
  'fx/settings': { updates: { reprice_schedule_mode: 'interval', min_rate_delta_percent: '0.25' } },
  'products/publish': { target_status: 'ARCHIVED', stock_lte: 1 },
  'looks/publish': { target_active: true, is_active_from: false, scope_all: true },
  'discounts/set': { discount_percent: 15, product_ids: [1, 2, 7] },
  'discounts/clear': { scope_all: true },
  'orders/flag': { order_ids: ['OB-1001', 'OB-1010'], reason: 'перезвонить' },
  'coupons/upsert': { code: 'SHIP5', percent_off: 12, ends_at: '2026-04-01T20:00:00Z', product_ids: [1, 2], on_existing: 'update' },
  'coupons/disable': { code: 'VIP25' },
  'campaigns/status': { campaign_id: 2, operation: 'pause' },
};

async function frozen<K extends ShopActionKind>(kind: K, body: ActionBody<K>, force = false): Promise<string> {
  const { data } = await demo.shop.previewAction(kind, body, call);
  const { target_set_hash, affected_count, snapshot } = data;
  return freezeApply(kind, body, { force, expected: { target_set_hash, affected_count, snapshot }, not_after: '2026-03-18T11:05:00Z' }, call).body;
}

async function commit<K extends ShopActionKind>(kind: K, body: ActionBody<K>, key = `obk-${kind}`) {
  return demo.shop.applyAction(kind, await frozen(kind, body), key, call);
}

const TABLES = ['products', 'product_variants', 'looks', 'orders', 'order_items', 'coupons', 'chat_threads', 'fx', 'fx_jobs', 'fx_backups', 'campaigns', 'funnel_daily'];

async function rowsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const table of TABLES) {
    const [rows] = await demo.db.query(sql`select md5(string_agg(t::text, ' ' order by t::text)) as rows from demo.${sql.identifier(`demo_${table}`)} t`);
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

test.each(SHOP_ACTION_KINDS)('a preview of %s changes no row, and is as the contract says', async (kind) => {
  const before = await rowsHash();
  const { data, provenance, as_of } = await demo.shop.previewAction(kind, BODIES[kind], call);
  expect(await rowsHash()).toBe(before);
  expect(readAnswer(ActionPreviewData, JSON.parse(JSON.stringify(data)))).toEqual({ ok: true, data });
  expect(scopeEchoProblem({ ...BODIES[kind] }, data.scope)).toBeNull();
  expect([provenance.sources, as_of]).toEqual([[`demo:actions/${kind}`], NOON]);
  const again = await demo.shop.previewAction(kind, BODIES[kind], call);
  expect(again.data.target_set_hash).toBe(data.target_set_hash);
});

test('every action writes in Postgres what it writes in memory', async () => {
  const memory = memoryFixture();
  for (const kind of Object.keys(BODIES) as ShopActionKind[]) {
    const body = BODIES[kind];
    const preview = await demo.shop.previewAction(kind, body, call);
    const inMemory = memory.preview(kind, body);
    if (!inMemory.ok) throw inMemory.refusal;
    // Ids of jobs differ; everything else is the same.
    expect({ ...preview.data, snapshot: {}, scope: {}, target_set_hash: '' }).toEqual({ ...inMemory.data, snapshot: {}, scope: {}, target_set_hash: '' });
    expect(preview.warnings).toEqual(inMemory.warnings);
    const done = await commit(kind, body);
    memory.commit(kind, body);
    expect(done).toMatchObject({ outcome: 'executed', answer: { data: { status: 'committed', affected_count: preview.data.affected_count } } });
    if (done.outcome === 'executed') expect(readAnswer(ActionApplyData, { ...done.answer.data })).toMatchObject({ ok: true });
    demo.clock.advance(1000);
    memory.now = demo.clock.now();
  }
  const { shop } = memory;
  const stored = async (table: string, key: string) => demo.db.query(sql`select * from demo.${sql.identifier(table)} order by ${sql.identifier(key)}`);
  expect(await stored('demo_products', 'product_id')).toEqual(shop.products);
  expect(await stored('demo_product_variants', 'variant_id')).toEqual(shop.variants);
  expect(await stored('demo_looks', 'look_id')).toEqual(shop.looks);
  expect(await stored('demo_campaigns', 'campaign_id')).toEqual(shop.campaigns);
  const coupons = await demo.shop.coupons({ state: 'all', expiring_days: 7, sort: 'code', limit: 20 }, call);
  expect(coupons.data.items.find((coupon) => coupon.code === 'SHIP5')).toMatchObject({ percent_off: 12, amount_off: null, ends_at: '2026-04-01T20:00:00Z', product_ids: [1, 2] });
  const [fx] = await demo.db.query<{ last_apply: { job_id: string } }>(sql`select * from demo.demo_fx`);
  expect({ ...fx, last_apply: { ...fx?.last_apply, job_id: '' } }).toEqual({ ...shop.fx, last_apply: { ...shop.fx.last_apply, job_id: '' } });
  const order = await demo.shop.orderDetail('OB-1010', call);
  expect(order.data).toMatchObject({ flagged: true, flag_reason: 'перезвонить', flagged_by: 700 });
});

test('a committed bump shows in the stock list and in the next preview', async () => {
  await commit('prices/bump', BUMP);
  const { data } = await demo.shop.inventory({ section: 'all', low_stock_lte: 999, product_ids: [15], limit: 1 }, call);
  expect(data.items[0]).toMatchObject({ base_price: '10.00' });
  const next = await demo.shop.previewAction('prices/bump', BUMP, call);
  expect(next.data.examples[0]).toMatchObject({ id: 15, before: '10.00', after: '11.00' });
});

test('past orders keep their prices', async () => {
  const before = await demo.shop.kpiSummary({ from: '2026-03-11', to: '2026-03-17', tz: 'Europe/Berlin' }, call);
  await commit('prices/bump', BUMP);
  const after = await demo.shop.kpiSummary({ from: '2026-03-11', to: '2026-03-17', tz: 'Europe/Berlin' }, call);
  expect(after.data).toEqual(before.data);
});

test('a change by somebody else makes the apply stale, and nothing is written', async () => {
  const body = await frozen('prices/bump', BUMP);
  await demo.db.query(sql`update demo.demo_product_variants set price = 85 where variant_id = 2`);
  const before = await rowsHash();
  expect(await demo.shop.applyAction('prices/bump', body, 'obk-1', call)).toMatchObject({ outcome: 'refused', error: { code: 'PREVIEW_STALE' } });
  expect(await rowsHash()).toBe(before);
});

test('an apply waits for another one that is not committed yet, and then is stale', async () => {
  const body = await frozen('prices/bump', BUMP);
  let second: ReturnType<typeof demo.shop.applyAction> | undefined;
  await demo.db.transaction(async (tx) => {
    await applyDemoAction(tx, { kind: 'prices/bump', body, key: 'obk-1', call, now: demo.clock.now() });
    second = demo.shop.applyAction('prices/bump', body, 'obk-2', call);
    await waitFor(async () => (await demo.db.query(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0, {
      what: 'the second apply waits',
    });
  });
  expect(await second).toMatchObject({ outcome: 'refused', error: { code: 'PREVIEW_STALE' } });
  expect(await demo.db.query(sql`select base_price from demo.demo_products where product_id = 15`)).toEqual([{ base_price: '10.00' }]);
});

test('an apply is part of the transaction that it is given', async () => {
  const body = await frozen('prices/bump', BUMP);
  const before = await rowsHash();
  const work = demo.db.transaction(async (tx) => {
    await applyDemoAction(tx, { kind: 'prices/bump', body, key: 'obk-1', call, now: demo.clock.now() });
    throw new Error('the proposal could not be written');
  });
  await expect(work).rejects.toThrow('the proposal could not be written');
  expect(await rowsHash()).toBe(before);
});

test('a refused apply leaves the transaction usable', async () => {
  const body = freezeApply('prices/bump', { ...BUMP, bump_percent: '25' }, { force: false, expected: { target_set_hash: 'x', affected_count: 1, snapshot: {} }, not_after: '2026-03-18T11:05:00Z' }, call).body;
  const kept = await demo.db.transaction(async (tx) => {
    await expect(demo.shop.applyWithin?.(tx, 'prices/bump', body, 'obk-1', call)).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
    return tx.query(sql`select 1 as one`);
  });
  expect(kept).toEqual([{ one: 1 }]);
});

test('anomalies want force, and then are done', async () => {
  const large = { ...BUMP, bump_percent: '25' } as const;
  const plain = await demo.shop.applyAction('prices/bump', await frozen('prices/bump', large), 'obk-1', call);
  expect(plain).toMatchObject({ outcome: 'refused', error: { code: 'ACTION_CONFLICT', facts: { reason: 'FORCE_REQUIRED' } } });
  const forced = await demo.shop.applyAction('prices/bump', await frozen('prices/bump', large, true), 'obk-1', call);
  expect(forced).toMatchObject({ outcome: 'executed', answer: { data: { affected_count: 22 } } });
});

test('an apply that comes too late is refused', async () => {
  const body = await frozen('prices/bump', BUMP);
  demo.clock.set('2026-03-18T11:05:00.001Z');
  expect(await demo.shop.applyAction('prices/bump', body, 'obk-1', call)).toMatchObject({ outcome: 'refused', error: { code: 'ACTION_CONFLICT', facts: { reason: 'APPLY_EXPIRED' } } });
});

test('a body that is no JSON object is refused', async () => {
  for (const body of ['{"scope', '[]', 'null']) {
    expect(await demo.shop.applyAction('prices/bump', body, 'obk-1', call)).toMatchObject({ outcome: 'refused', error: { code: 'VALIDATION_ERROR' } });
  }
});

test('a refusal of the rules keeps its reason, fields and ids', async () => {
  await expect(demo.shop.previewAction('prices/adjust', { product_ids: [991], mode: 'set', value: '10' }, call)).rejects.toMatchObject({
    code: 'VALIDATION_ERROR',
    retry: 'never',
    facts: { reason: 'UNKNOWN_IDS', ids: [991] },
  });
  await expect(demo.shop.previewAction('coupons/upsert', { code: 'WELCOME10', percent_off: 5 }, call)).rejects.toMatchObject({
    code: 'ACTION_CONFLICT',
    facts: { reason: 'COUPON_EXISTS' },
  });
});

test('operations are looked up where proposals are kept, and otherwise not claimed to be unknown', async () => {
  await expect(demo.shop.operation('obk-1', call)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
});

leakCheck();
