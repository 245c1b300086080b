import { sql } from '@ownerbot/storage';
import { faultyProxy, leakCheck, waitFor } from '@ownerbot/testing';
import { callIn } from '../../fixtures/demo-fixture';
import { sisDbFixture, type SisDbFixture } from '../../fixtures/sis-db-fixture';
import type { SisDbShop } from '../create-sis-db-shop';

/** What goes wrong between OwnerBot and the database of SIS (B5, B7, B8). */
let world: SisDbFixture;
beforeAll(async () => (world = await sisDbFixture()));
afterAll(() => world.close());
afterEach(async () => {
  await world.simulator.control('DELETE', '/faults');
});

const queue = (sisDb: SisDbShop, more: Parameters<typeof callIn>[1] = {}) => sisDb.shop.chatsQueue(callIn('Europe/Berlin', more));
const sessions = async (): Promise<number> => {
  const [row] = await world.admin.query<{ size: number }>(sql`select count(*)::int as size from pg_stat_activity where usename = ${world.role} and state <> 'idle'`);
  return row?.size ?? 0;
};

test('the shop is down: the call says so at once, and the same question is answered after the return', async () => {
  const sisDb = world.open();
  await queue(sisDb);
  await world.simulator.faults({ fault: 'down' });
  await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retry: 'backoff' });
  await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'too_many_connections' } });
  await world.simulator.control('DELETE', '/faults');
  expect((await queue(sisDb)).data.total_open_threads).toBeGreaterThan(0);
});

test('a login that is refused, or a password that was changed, is no outage and is not asked twice', async () => {
  const attempts: number[] = [];
  const sisDb = world.open({ onCall: ({ attempt }) => void attempts.push(attempt) });
  await world.admin.query(sql`alter role ${sql.identifier(world.role)} nologin`);
  await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', retry: 'never', facts: { reason: 'LOGIN_REFUSED' } });
  await world.admin.query(sql`alter role ${sql.identifier(world.role)} login`);
  const stale = world.open({}, { sisDatabaseUrl: world.readerUrl.replace(/:[^:@/]*@/, ':another@') });
  await expect(queue(stale)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', facts: { reason: 'LOGIN_REFUSED' } });
  expect(attempts).toEqual([1]);
});

test('an address where nothing listens, and one that no name leads to', async () => {
  for (const [url, failure] of [['postgres://u:p@127.0.0.1:1/x', 'refused'], ['postgres://u:p@nowhere.invalid/x', 'dns']] as const) {
    await expect(queue(world.open({}, { sisDatabaseUrl: url }))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure } });
  }
});

test('TLS that the server does not speak is a failure, never left out', async () => {
  await expect(queue(world.open({}, { sisDbSsl: 'verify-full' }))).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'tls' } });
  await expect(queue(world.open({ appEnv: 'production' }, { sisDbSsl: undefined, sisDatabaseUrl: `${world.readerUrl}?sslmode=disable` }))).rejects.toMatchObject({ facts: { failure: 'tls' } });
});

test('a statement over its limit is ended by the server, and repeated once', async () => {
  const attempts: (string | undefined)[] = [];
  const sisDb = world.open({ onCall: ({ error }) => void attempts.push(error?.failure) }, { sisDbStatementTimeoutMs: 150 });
  await sisDb.check();
  await world.simulator.faults({ fault: 'slow', params: { ms: 20_000 } });
  await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'statement_timeout' } });
  expect(attempts).toEqual(['sql_57014', 'sql_57014']);
});

test('a call over the limit of all its parts is cut, its query cancelled and its connection closed', async () => {
  const sisDb = world.open({}, { sisDbStatementTimeoutMs: 30_000, sisTimeoutSec: 0.4 });
  await sisDb.check();
  await world.simulator.faults({ fault: 'slow', params: { ms: 25_000 } });
  const startedAt = performance.now();
  await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'read_timeout' } });
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  await waitFor(async () => (await sessions()) === 0, { what: 'the query to be cancelled' });
  expect(sisDb.connectionCount()).toBe(0);
});

test('a call that its caller gives up ends with the caller\'s reason, and its query too', async () => {
  const sisDb = world.open();
  await sisDb.check();
  await world.simulator.faults({ fault: 'slow', params: { ms: 25_000 } });
  const leaving = new AbortController();
  const asked = queue(sisDb, { signal: leaving.signal });
  await Promise.all([expect(asked).rejects.toThrow('the worker stops'), waitFor(async () => (await sessions()) > 0, { what: 'the query to run' }).then(() => leaving.abort(new Error('the worker stops')))]);
  await waitFor(async () => (await sessions()) === 0, { what: 'the query to be cancelled' });
});

test('a connection that swallows everything is given up in time, and a new one answers', async () => {
  const proxy = await faultyProxy({ port: Number(new URL(world.readerUrl).port) });
  const sisDb = world.open({}, { sisDatabaseUrl: proxy.through(world.readerUrl), sisTimeoutSec: 0.5 });
  try {
    await sisDb.check();
    proxy.blackHole();
    const startedAt = performance.now();
    await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'read_timeout' } });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(sisDb.connectionCount()).toBe(0);
    proxy.heal();
    expect((await queue(sisDb)).data.total_open_threads).toBeGreaterThan(0);
    proxy.cut();
    await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  } finally {
    await sisDb.close();
    await proxy.close();
  }
});

test('a conflict with the replay of a standby is repeated once, and then told', async () => {
  const failures: (string | undefined)[] = [];
  const sisDb = world.open({ onCall: ({ error }) => void failures.push(error?.failure) });
  await sisDb.check();
  await world.admin.query(sql`create function sis_sim.conflict() returns boolean language plpgsql as $$ begin raise exception 'canceling statement due to conflict with recovery' using errcode = '40001'; end $$`);
  await world.admin.query(sql`create or replace view ownerbot_v1.chat_threads as select * from sis_sim.chat_threads where sis_sim.conflict()`);
  await expect(queue(sisDb)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', facts: { failure: 'conflict' } });
  expect(failures).toEqual(['sql_40001', 'sql_40001']);
  await world.simulator.control('POST', '/settings', { db: {} });
});

test('the pool never exceeds its size, whoever asks', async () => {
  const sisDb = world.open({}, { sisDbPoolMax: 2 });
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, sisDb.connectionCount())), 1);
  const answers = await Promise.all(Array.from({ length: 100 }, () => queue(sisDb))).finally(() => clearInterval(watch));
  expect(answers).toHaveLength(100);
  expect(Math.max(most, sisDb.connectionCount())).toBeLessThanOrEqual(2);
});

test('actions are refused without a connection', async () => {
  const sisDb = world.open();
  await expect(sisDb.shop.previewAction('prices/bump', { scope_all: true, bump_percent: '5' }, callIn())).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
  expect(await sisDb.shop.applyAction('prices/bump', '{}', 'obk-0123456789abcdef', callIn())).toMatchObject({ outcome: 'refused' });
  await expect(sisDb.shop.operation('obk-0123456789abcdef', callIn())).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
  await expect(sisDb.shop.funnel({ from: '2026-03-01', to: '2026-03-02', tz: 'Europe/Berlin' }, callIn())).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
  await expect(sisDb.shop.campaigns(callIn())).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
  expect(sisDb.connectionCount()).toBe(0);
});

describe('pages and snapshots', () => {
  test('orders that come and go between two pages neither repeat nor reorder what is left', async () => {
    const seen: { id: string; at: string }[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 5; page += 1) {
      const { data } = await world.sisDb.shop.ordersSearch({ limit: 7, ...(cursor === undefined ? {} : { cursor }) }, callIn());
      seen.push(...data.items.map((item) => ({ id: item.order_id, at: item.created_at })));
      cursor = data.page.next_cursor ?? undefined;
      await world.simulator.control('POST', '/mutate', { table: 'orders', insert: { order_id: `OB-95${page}0` } });
      const last = seen.at(-1)?.id ?? '';
      await world.admin.query(sql`delete from sis_sim.orders where order_id = ${last}`);
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(35);
    expect(seen.map(({ at }) => at)).toEqual([...seen.map(({ at }) => at)].sort().reverse());
    await world.simulator.control('POST', '/reset', {});
  });

  test('a cursor of another list, another shop or nobody is refused, however well it is made', async () => {
    const { data } = await world.sisDb.shop.ordersSearch({ limit: 2 }, callIn());
    const cursor = data.page.next_cursor ?? '';
    expect(cursor.length).toBeLessThanOrEqual(256);
    const bare = cursor.split('.')[0] ?? '';
    const [asOf, , until, list] = JSON.parse(Buffer.from(bare, 'base64url').toString()) as unknown[];
    const forged = Buffer.from(JSON.stringify([asOf, [0, 'x'], until, list])).toString('base64url');
    for (const bad of [bare, `${forged}.${cursor.split('.')[1]}`, `${cursor}x`, '.', '']) {
      await expect(world.sisDb.shop.ordersSearch({ limit: 2, cursor: bad }, callIn())).rejects.toMatchObject({ code: 'VALIDATION_ERROR', facts: { reason: 'CURSOR_INVALID' } });
    }
    await expect(world.sisDb.shop.ordersSearch({ limit: 2, status: 'paid', cursor }, callIn())).rejects.toMatchObject({ facts: { reason: 'CURSOR_INVALID' } });
    await world.simulator.control('POST', '/clock', { now: '2026-03-18T11:10:01Z' });
    await expect(world.sisDb.shop.ordersSearch({ limit: 2, cursor }, callIn())).rejects.toMatchObject({ facts: { reason: 'CURSOR_INVALID' } });
    await world.simulator.control('POST', '/reset', { now: '2026-03-18T11:00:00Z' });
  });

  test('a change amid an answer is not in it: figures and ranking of one snapshot agree', async () => {
    const window = { from: '2026-02-18', to: '2026-03-17', tz: 'Europe/Berlin' };
    const before = await world.sisDb.shop.kpiSummary(window, callIn());
    // Each view waits, so that the change falls between two queries of the answer.
    await world.simulator.faults({ fault: 'slow', params: { ms: 150 } });
    const asked = world.sisDb.shop.productsTop({ ...window, metric: 'revenue', direction: 'top', group_by: 'product', limit: 30 }, callIn());
    await waitFor(async () => (await sessions()) > 0, { what: 'the answer to be on its way' });
    await world.admin.query(sql`delete from sis_sim.order_items where order_id in (select order_id from sis_sim.orders where paid_at > '2026-02-20')`);
    expect((await asked).data.totals).toMatchObject({ total_revenue: before.data.revenue_gross, total_qty: before.data.items_sold });
    await world.simulator.control('DELETE', '/faults');
    await world.simulator.control('POST', '/reset', {});
  });
});

leakCheck();
