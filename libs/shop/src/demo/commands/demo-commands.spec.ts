import { fixedClock } from '@ownerbot/runtime';
import { sql, type Database } from '@ownerbot/storage';
import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { checkDemo } from '../check/check-demo';
import { callIn, DEMO_SETTINGS, NOON } from '../../fixtures/demo-fixture';
import { createDemoShop } from '../create-demo-shop';
import { DEFAULT_SEED } from '../seed/build-demo-shop';
import { dropDemo, resetDemo, seedDemo } from './demo-commands';

let database: TestDatabase;
let db: Database;
const seed = DEFAULT_SEED;
const clock = fixedClock(NOON);
const command = () => ({ db, settings: DEMO_SETTINGS });

beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  db = database.open({ maxConnections: 3 });
});
afterEach(() => dropDemo(command()));
afterAll(() => database.drop());

test('two seeds at once make one shop, and a third does nothing', async () => {
  const outcomes = await Promise.all([seedDemo({ ...command(), seed }), seedDemo({ ...command(), seed })]);
  expect(outcomes.map((one) => one.outcome).sort()).toEqual(['present', 'seeded']);
  expect(await seedDemo({ ...command(), seed })).toEqual({ outcome: 'present', seed, version: 1 });
  const [counts] = await db.query(sql`select (select count(*)::int from demo.demo_orders) as orders, (select count(*)::int from demo.demo_order_items) as items,
    (select count(*)::int from demo.demo_funnel_daily) as funnel, (select count(*)::int from demo.demo_meta) as meta`);
  expect(counts).toEqual({ orders: 2712, items: 3952, funnel: 199, meta: 1 });
});

test('another seed is refused and named, and a reset brings it', async () => {
  await seedDemo({ ...command(), seed });
  await expect(seedDemo({ ...command(), seed: 'other' })).rejects.toMatchObject({
    code: 'DEMO_SEED_DIFFERS',
    message: expect.stringContaining('ownerbot demo reset'),
  });
  expect(await resetDemo({ ...command(), seed: 'other' })).toEqual({ outcome: 'seeded', seed: 'other', version: 1 });
  const result = await checkDemo({ ...command(), clock, timezone: 'Europe/Berlin' });
  expect(result).toMatchObject({ ok: true, seed: 'other', isReferenceSeed: false });
});

test('a seed that fails half way leaves nothing behind', async () => {
  const failing = {
    ...db,
    transaction: <T>(work: (tx: typeof db) => Promise<T>) =>
      db.transaction((tx) =>
        work({
          ...db,
          query: (statement) => (statement.text.includes('"demo_campaigns"') ? Promise.reject(new Error('disk full')) : tx.query(statement)),
        }),
      ),
  };
  await expect(seedDemo({ db: failing, settings: DEMO_SETTINGS, seed })).rejects.toThrow('disk full');
  expect(await db.query(sql`select 1 from information_schema.schemata where schema_name = 'demo'`)).toEqual([]);
});

test.each(['Europe/Berlin', 'Pacific/Kiritimati', 'America/St_Johns', 'Asia/Kathmandu'])('the check finds nothing in a fresh shop in %s', async (timezone) => {
  await seedDemo({ ...command(), seed });
  const result = await checkDemo({ ...command(), clock, timezone });
  expect(result.findings.filter((one) => !one.ok)).toEqual([]);
  expect(result).toMatchObject({ ok: true, isReferenceSeed: true });
});

test('the check reports an edited amount', async () => {
  await seedDemo({ ...command(), seed });
  await db.query(sql`update demo.demo_orders set amount = amount + 1 where order_id = 'OB-1009'`);
  const result = await checkDemo({ ...command(), clock, timezone: 'Europe/Berlin' });
  expect(result.ok).toBe(false);
  expect(result.findings.filter((one) => !one.ok).map((one) => one.name)).toEqual(
    expect.arrayContaining(['kpi yesterday', 'amount = gross - discount, gross = sum of lines']),
  );
});

test('dropping removes the schema, and a second drop finds none', async () => {
  await seedDemo({ ...command(), seed });
  expect(await dropDemo(command())).toEqual({ outcome: 'dropped' });
  expect(await dropDemo(command())).toEqual({ outcome: 'absent' });
});

test('without a shop every read, every action and the check answer DEMO_NOT_SEEDED', async () => {
  const shop = createDemoShop({ db, clock });
  const window = { from: '2026-03-17', to: '2026-03-18', tz: 'Europe/Berlin' };
  const refused = { code: 'DEMO_NOT_SEEDED', retry: 'never' };
  await expect(shop.kpiSummary(window, callIn())).rejects.toMatchObject(refused);
  await expect(shop.revenueTrend({ ...window, granularity: 'day', include_previous: true }, callIn())).rejects.toMatchObject(refused);
  await expect(shop.ordersSearch({ limit: 5 }, callIn())).rejects.toMatchObject(refused);
  await expect(shop.orderDetail('OB-1001', callIn())).rejects.toMatchObject(refused);
  await expect(shop.inventory({ section: 'all', low_stock_lte: 5, limit: 5 }, callIn())).rejects.toMatchObject(refused);
  await expect(shop.fxStatus(callIn())).rejects.toMatchObject(refused);
  await expect(shop.funnel(window, callIn())).rejects.toMatchObject(refused);
  await expect(shop.previewAction('fx', {}, callIn())).rejects.toMatchObject(refused);
  expect(await shop.applyAction('fx', '{}', 'obk-1', callIn())).toMatchObject({ outcome: 'refused', error: refused });
  await expect(checkDemo({ ...command(), clock, timezone: 'Europe/Berlin' })).rejects.toMatchObject(refused);
});

test.each([
  ['production', { ...DEMO_SETTINGS, appEnv: 'production' as const }],
  ['SIS over HTTP', { ...DEMO_SETTINGS, upstreamMode: 'SIS_HTTP' as const }],
  ['AUTO without the demo fallback', { ...DEMO_SETTINGS, upstreamMode: 'AUTO' as const }],
])('every command is refused with %s', async (_name, settings) => {
  const refused = { code: 'DEMO_COMMAND_REFUSED' };
  await expect(seedDemo({ db, settings, seed })).rejects.toMatchObject(refused);
  await expect(resetDemo({ db, settings, seed })).rejects.toMatchObject(refused);
  await expect(dropDemo({ db, settings })).rejects.toMatchObject(refused);
  await expect(checkDemo({ db, settings, clock, timezone: 'Europe/Berlin' })).rejects.toMatchObject(refused);
});

test('AUTO with the demo fallback may seed', async () => {
  const settings = { ...DEMO_SETTINGS, upstreamMode: 'AUTO' as const, autoFallback: 'demo' as const };
  expect(await seedDemo({ db, settings, seed })).toMatchObject({ outcome: 'seeded' });
});

leakCheck();
