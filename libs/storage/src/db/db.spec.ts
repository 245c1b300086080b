import { controlledPostgres, faultyProxy, leakCheck, testDatabase, waitFor, type TestDatabase } from '@ownerbot/testing';
import { StoreConflictError, StoreQueryError, StoreTimeoutError, StoreUnavailableError } from '../errors';
import { openDatabase } from './db';
import { sql } from './sql';

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());

test('types of results: big and exact numbers are strings, moments are Dates, days are text, JSON is parsed', async () => {
  const [row] = await store.open().query(sql`
    select 9007199254740993::bigint as big, 1.10::numeric as exact, timestamptz '2026-03-02 12:00+00' as moment, date '2026-03-02' as day, '{"a":[1]}'::jsonb as json`);
  expect(row).toEqual({ big: '9007199254740993', exact: '1.10', moment: new Date('2026-03-02T12:00:00Z'), day: '2026-03-02', json: { a: [1] } });
});

test('a transaction that fails leaves nothing, and its connection goes on being used', async () => {
  const db = store.open({ maxConnections: 1 });
  await expect(
    db.transaction(async (tx) => {
      await tx.query(sql`insert into settings (scope, values) values ('t1', '{}')`);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  await db.transaction(async (tx) => {
    await tx.transaction((inner) => inner.query(sql`insert into settings (scope, values) values ('t2', '{}')`));
  });
  expect(await db.query(sql`select scope from settings where scope like 't_'`)).toEqual([{ scope: 't2' }]);
});

test('a refused statement is a query error whose message holds no values', async () => {
  const db = store.open();
  const refused: unknown = await db.query(sql.named('bad-cast')`select ${'a secret'}::text::int`).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StoreQueryError);
  expect(refused).toMatchObject({ code: 'STORE_QUERY_FAILED', message: 'query bad-cast was refused (22P02)', retry: 'backoff' });
});

test('a statement that takes too long is cancelled', async () => {
  await expect(store.open({ statementTimeoutMs: 50 }).query(sql`select pg_sleep(10)`)).rejects.toBeInstanceOf(StoreTimeoutError);
});

test('a deadlock is a conflict that may be tried again', async () => {
  const db = store.open();
  await db.query(sql`insert into settings (scope, values) values ('d1', '{}'), ('d2', '{}')`);
  let waiting = 0;
  const both = (first: string, second: string): Promise<void> =>
    db.transaction(async (tx) => {
      await tx.query(sql`update settings set values = '{}' where scope = ${first}`);
      waiting += 1;
      await waitFor(() => waiting === 2, { what: 'both transactions to hold a row' });
      await tx.query(sql`update settings set values = '{}' where scope = ${second}`);
    });
  const outcomes = await Promise.allSettled([both('d1', 'd2'), both('d2', 'd1')]);
  const failed = outcomes.filter((one) => one.status === 'rejected');
  expect(failed).toHaveLength(1);
  expect(failed[0]?.reason).toBeInstanceOf(StoreConflictError);
});

test('a Postgres that cannot be reached is unavailable, and listeners hear of it', async () => {
  const db = openDatabase({ url: 'postgres://nobody:secret@127.0.0.1:1/none', applicationName: 'test' });
  const heard: StoreUnavailableError[] = [];
  const forget = db.onUnavailable((error) => heard.push(error));
  const refused: unknown = await db.ping().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StoreUnavailableError);
  expect(String(refused)).not.toContain('secret');
  await expect(db.transaction(() => Promise.resolve())).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(heard).toHaveLength(2);
  forget();
  await db.ping().catch(() => undefined);
  expect(heard).toHaveLength(2);
  await db.close();
});

test('connections that are cut are unavailable, and new ones are made by themselves', async () => {
  const proxy = await faultyProxy({ port: Number(new URL(store.url).port) });
  const db = openDatabase({ url: proxy.through(store.url), applicationName: 'test' });
  await db.ping();
  const slow = db.query(sql`select pg_sleep(10)`).catch((error: unknown) => error);
  await waitFor(() => proxy.connectionCount() === 1, { what: 'the query to be on its way' });
  proxy.cut();
  expect(await slow).toBeInstanceOf(StoreUnavailableError);
  await expect(db.ping()).rejects.toBeInstanceOf(StoreUnavailableError);
  proxy.heal();
  await db.ping();
  await db.close();
  await proxy.close();
});

test('a connection that swallows everything is given up', async () => {
  const proxy = await faultyProxy({ port: Number(new URL(store.url).port) });
  const db = openDatabase({ url: proxy.through(store.url), applicationName: 'test', statementTimeoutMs: 100, unansweredAfterMs: 100, connectTimeoutMs: 200 });
  await db.ping();
  proxy.blackHole();
  await expect(db.ping()).rejects.toBeInstanceOf(StoreUnavailableError);
  await expect(db.ping()).rejects.toBeInstanceOf(StoreUnavailableError);
  proxy.heal();
  await db.ping();
  await db.close();
  await proxy.close();
});

test('a Postgres that is stopped is unavailable in the middle of a transaction, and there again when it is started', async () => {
  const server = await controlledPostgres();
  const broken: Error[] = [];
  const db = openDatabase({ url: server.url, applicationName: 'test', onConnectionError: (error) => broken.push(error) });
  try {
    await Promise.all([db.ping(), db.ping()]);
    const failing = db.transaction(async (tx) => {
      await server.stop();
      await tx.query(sql`select 1`);
    });
    await expect(failing).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(db.ping()).rejects.toBeInstanceOf(StoreUnavailableError);
    await server.start();
    await db.ping();
    await waitFor(() => broken.length > 0, { what: 'the idle connection to report its end' });
  } finally {
    await db.close();
    await server.remove();
  }
});

leakCheck();
