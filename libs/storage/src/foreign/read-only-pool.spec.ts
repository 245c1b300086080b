import { connect, createServer, type AddressInfo } from 'node:net';
import { leakCheck, testDatabase, waitFor, type TestDatabase } from '@ownerbot/testing';
import { sql } from '../db/sql';
import { ForeignDatabaseError } from '../errors';
import { readOnlyPool, type ReadOnlyPool, type ReadOnlyPoolOptions } from './read-only-pool';

let store: TestDatabase;
const opened: ReadOnlyPool[] = [];
beforeAll(async () => {
  store = await testDatabase({ migrated: false });
  const db = store.open();
  await db.query(sql`create schema "odd ""name"`);
  await db.query(sql`create table "odd ""name".things (id integer)`);
});
afterEach(() => Promise.all(opened.splice(0).map((pool) => pool.close())));
afterAll(() => store.drop());

const never = new AbortController().signal;

function open(more: Partial<ReadOnlyPoolOptions> = {}): ReadOnlyPool {
  const pool = readOnlyPool({ url: store.url, applicationName: 'test', schema: 'odd "name', tls: 'off', maxConnections: 2, connectTimeoutMs: 500, statementTimeoutMs: 5_000, ...more });
  opened.push(pool);
  return pool;
}

test('each transaction has its limits, its schema and the types of our own store, and cannot write', async () => {
  const pool = open();
  const settings = await pool.read(async (tx) => {
    const [row] = await tx.query(sql`
      select current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as read_only, current_setting('default_transaction_read_only') as by_default,
        current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle,
        current_setting('timezone') as zone, 9007199254740993::bigint as big, 1.10::numeric as exact, date '2026-03-02' as day, (select count(*)::int from things) as things`);
    return row;
  }, never);
  expect(settings).toEqual({
    isolation: 'repeatable read', read_only: 'on', by_default: 'on', statement: '5s', lock: '1s', idle: '10s', zone: 'UTC', big: '9007199254740993', exact: '1.10', day: '2026-03-02', things: 0,
  });
  const written: unknown = await pool.read((tx) => tx.query(sql`insert into things values (1)`), never).catch((error: unknown) => error);
  expect(written).toBeInstanceOf(ForeignDatabaseError);
  expect(written).toMatchObject({ code: 'FOREIGN_DATABASE_FAILED', sqlState: '25006', facts: { failure: 'sql_25006' } });
});

test('a transaction sees one state from its first question on', async () => {
  const db = store.open();
  const sizes = await open().read(async (tx) => {
    const size = async () => (await tx.query<{ n: number }>(sql`select count(*)::int as n from things`))[0]?.n;
    const before = await size();
    await db.query(sql`insert into "odd ""name".things values (7)`);
    return [before, await size()];
  }, never);
  expect(sizes).toEqual([0, 0]);
});

test('what the work rejects with comes through, and its connection goes on being used', async () => {
  const pool = open({ maxConnections: 1 });
  await expect(pool.read(() => Promise.reject(new Error('not this one')), never)).rejects.toThrow('not this one');
  expect(await pool.read((tx) => tx.query(sql`select 1 as one`), never)).toEqual([{ one: 1 }]);
  expect(pool.connectionCount()).toBe(1);
});

test('a call that finds no free connection in time is told so, and one that gives up waiting leaves none behind', async () => {
  const pool = open({ maxConnections: 1, connectTimeoutMs: 100 });
  let let_go: () => void = () => undefined;
  const holding = pool.read(() => new Promise<void>((resolve) => (let_go = resolve)), never);
  await waitFor(() => pool.connectionCount() === 1, { what: 'the connection to be held' });
  await expect(pool.read((tx) => tx.query(sql`select 1`), never)).rejects.toMatchObject({ facts: { sqlState: null, failure: 'connect_timeout' } });
  const leaving = new AbortController();
  const waiting = pool.read((tx) => tx.query(sql`select 1`), leaving.signal);
  leaving.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  let_go();
  await holding;
  expect(await pool.read((tx) => tx.query(sql`select 1 as one`), never)).toEqual([{ one: 1 }]);
});

test('a closed pool refuses every question', async () => {
  const pool = open();
  await pool.close();
  await pool.close();
  await expect(pool.read((tx) => tx.query(sql`select 1`), never)).rejects.toMatchObject({ facts: { failure: 'closed' } });
  expect(pool.connectionCount()).toBe(0);
});

test('a pooler that takes no start-up option is asked without it, and its transactions cannot write either', async () => {
  const pooler = await refusingPooler(Number(new URL(store.url).port));
  const pool = open({ url: pooler.through(store.url) });
  try {
    const [row] = await pool.read((tx) => tx.query(sql`select current_setting('transaction_read_only') as now, current_setting('default_transaction_read_only') as by_default`), never);
    expect(row).toEqual({ now: 'on', by_default: 'off' });
    expect(pooler.refused()).toBe(1);
  } finally {
    await pool.close();
    await pooler.close();
  }
});

/** As a pooler does that knows no `options` in a start-up message. */
async function refusingPooler(port: number) {
  let refused = 0;
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    client.once('data', (first) => {
      if (first.includes('default_transaction_read_only')) {
        refused += 1;
        const body = Buffer.from('SFATAL\0C08P01\0Munsupported startup parameter: options\0\0');
        const size = Buffer.alloc(4);
        size.writeInt32BE(body.length + 4);
        client.end(Buffer.concat([Buffer.from('E'), size, body]));
        return;
      }
      const upstream = connect({ host: '127.0.0.1', port });
      upstream.on('error', () => client.destroy());
      upstream.write(first);
      client.pipe(upstream).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;
  return {
    refused: () => refused,
    through: (url: string) => url.replace(/:\d+\//, `:${own}/`),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

leakCheck();
