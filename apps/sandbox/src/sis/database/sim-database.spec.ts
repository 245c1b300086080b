import { dayOf } from '@ownerbot/shop';
import { openDatabase, sql, type Database } from '@ownerbot/storage';
import { testDatabase, type TestDatabase } from '@ownerbot/testing';
import { until } from '../../test-support/sandbox-in-test';
import { keyOf, NOON, sisInTest, stopSis, type TestSis } from '../../test-support/sis-in-test';

let database: TestDatabase;
let admin: Database;
let role: string;
beforeAll(async () => {
  database = await testDatabase({ migrated: false });
  admin = database.open({ maxConnections: 2 });
  role = `reader_${database.name}`;
});
afterEach(stopSis);
afterAll(async () => {
  await admin.query(sql`drop owned by ${sql.identifier(role)}`);
  await admin.query(sql`drop role ${sql.identifier(role)}`);
  await database.drop();
});

const start = (more: Parameters<typeof sisInTest>[0] = {}): Promise<TestSis> => sisInTest({ databaseUrl: database.url, databaseRole: role, ...more });

async function asReader<T>(sis: TestSis, work: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ url: sis.readerUrl ?? '', applicationName: 'reader', maxConnections: 1 });
  return work(db).finally(() => db.close());
}

const newestOrder = async (): Promise<Date> => (await admin.query<{ at: Date }>(sql`select max(created_at) as at from sis_sim.orders`))[0]?.at ?? new Date(0);

test('the reading role sees the views, and neither the tables behind them nor a way to write', async () => {
  const sis = await start();
  await asReader(sis, async (db) => {
    const [row] = await db.query<{ size: number }>(sql`select count(*)::int as size from ownerbot_v1.products`);
    expect(row?.size).toBe(60);
    await expect(db.query(sql`select 1 from sis_sim.products`)).rejects.toMatchObject({ fields: { sqlState: '42501' } });
    await expect(db.query(sql`update ownerbot_v1.products set title = 'x'`)).rejects.toMatchObject({ fields: { sqlState: '42501' } });
  });
});

test('an apply is answered when it is in the database, however long that takes', async () => {
  const sis = await start();
  let isAnswered = false;
  const applied = await admin.transaction(async (tx) => {
    await tx.query(sql`lock table sis_sim.coupons in exclusive mode`);
    const asked = sis.act('coupons/disable/apply', { code: 'VIP25' }, keyOf('db')).finally(() => (isAnswered = true));
    await until(async () => (await admin.query(sql`select 1 from pg_stat_activity where datname = ${database.name} and wait_event_type = 'Lock'`)).length > 0, 'the change waits for the table');
    expect(isAnswered).toBe(false);
    return { asked };
  });
  expect((await applied.asked).status).toBe(200);
  expect(await admin.query(sql`select active from ownerbot_v1.coupons where code = 'VIP25'`)).toEqual([{ active: false }]);
  expect((await sis.control('POST', '/reset', {})).status).toBe(200);
  expect(await admin.query(sql`select active from ownerbot_v1.coupons where code = 'VIP25'`)).toEqual([{ active: true }]);
});

test('while time runs the data are of now, an order appears when its time has come, and at midnight the days move on', async () => {
  const sis = await start({ now: null });
  const asOf = async () => (await admin.query<{ at: Date }>(sql`select data_as_of as at from ownerbot_v1.contract`))[0]?.at ?? new Date(0);
  const first = await asOf();
  await until(async () => (await asOf()) > first, 'the moment of the data moves');
  const hidden = async () => (await admin.query<{ size: number }>(sql`select ((select count(*) from sis_sim.orders) - (select count(*) from ownerbot_v1.orders))::int as size`))[0]?.size;
  const now = new Date();
  const untilMidnight = (() => {
    for (let seconds = 0; ; seconds += 60) if (dayOf(new Date(now.getTime() + seconds * 1_000), 'Europe/Berlin') !== dayOf(now, 'Europe/Berlin')) return seconds;
  })();
  await sis.control('POST', '/clock', { advance_sec: untilMidnight - (now.getTime() / 1_000 % 60) - 1 });
  expect(await hidden()).toBe(0);
  const before = await newestOrder();
  await until(async () => (await newestOrder()).getTime() - before.getTime() > 12 * 3_600_000, 'midnight has moved the days');
  expect(await hidden()).toBeGreaterThan(0);
});

test('a fixed clock moves what is counted back from today', async () => {
  const sis = await start();
  const before = await newestOrder();
  await sis.control('POST', '/clock', { now: '2026-03-20T11:00:00Z' });
  expect((await newestOrder()).getTime() - before.getTime()).toBe(48 * 3_600_000);
});

test('down shuts the role out and ends its sessions, slow makes its views wait, and neither outlives the simulator', async () => {
  const sis = await start();
  const reader = openDatabase({ url: sis.readerUrl ?? '', applicationName: 'reader', maxConnections: 1, statementTimeoutMs: 150 });
  const look = () => reader.query(sql`select 1 from ownerbot_v1.fx_state`);
  try {
    await look();
    await sis.faults({ fault: 'slow', params: { ms: 30_000 } });
    await expect(look()).rejects.toMatchObject({ code: 'STORE_TIMEOUT' });
    await sis.faults({ fault: 'slow', match: { kind: 'read' }, params: { ms: 30_000 } });
    await look();
    await sis.faults({ fault: 'down' });
    await expect(look()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await expect(look()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await sis.stop();
    await look();
  } finally {
    await reader.close();
  }
});

test('a drift is taken back by the next one, and refused where there is nothing to drift', async () => {
  const sis = await start();
  const columns = async () => (await admin.query<{ name: string }>(sql`select column_name as name from information_schema.columns where table_schema = 'ownerbot_v1' and table_name = 'coupons'`)).map(({ name }) => name);
  expect((await sis.control('POST', '/settings', { db: { drop_column: 'coupons.code' } })).status).toBe(200);
  expect(await columns()).not.toContain('code');
  await sis.control('POST', '/settings', { db: {} });
  expect(await columns()).toContain('code');
  for (const db of [{ drop_column: 'coupons.nothing' }, { rename_view: 'nothing' }, { widen_type: 'code' }, { major: 0 }, { else: 1 }]) {
    expect((await sis.control('POST', '/settings', { db })).status).toBe(400);
  }
  const bare = await sisInTest();
  expect(await bare.control('POST', '/settings', { db: { major: 2 } })).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('SIM_DATABASE_URL') as string } } });
});

test('a database that is not there stops the start', async () => {
  await expect(sisInTest({ now: NOON, databaseUrl: 'postgres://u:p@127.0.0.1:1/x' })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
