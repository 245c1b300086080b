import type { Sql } from '@ownerbot/storage';
import { leakCheck, waitFor } from '@ownerbot/testing';
import { callIn } from '../../fixtures/demo-fixture';
import { sisDbFixture, type SisDbFixture } from '../../fixtures/sis-db-fixture';
import type { ShopAnswer } from '../../envelope';
import type { ShopPort } from '../../shop-port';
import type { RoleFinding } from '../contract/find-writing-rights';
import type { DriftChange } from './create-guard';

/** A role that can write is not used, and views that differ stop what needs them (B2, B6). */
let world: SisDbFixture;
let group: string;
beforeAll(async () => {
  world = await sisDbFixture();
  group = `${world.role}_group`;
  await run(`create role ${group}`);
});
afterAll(async () => {
  await run(`drop owned by ${group}`);
  await run(`drop role ${group}`);
  await world.close();
});

const plain = (text: string): Sql => ({ text, values: [], isSql: true });
const run = (text: string): Promise<unknown> => world.admin.query(plain(text));
const named = (text: string): string => text.replaceAll('ROLE', world.role).replaceAll('GROUP', group);
const drift = (db: object): Promise<unknown> => world.simulator.control('POST', '/settings', { db });

test('the role of the simulator may read the views, and nothing else', async () => {
  expect(await world.sisDb.check()).toEqual({ checked_at: '2026-03-18T11:00:00Z', writing: [], drift: [], unreadable: [], notes: [] });
});

describe('a role that can write', () => {
  test.each<[rule: string, grant: string, right: RegExp, mend: string]>([
    ['P1', 'alter role ROLE superuser', /superuser/, 'alter role ROLE nosuperuser'],
    ['P1', 'alter role ROLE createdb', /createdb/, 'alter role ROLE nocreatedb'],
    ['P1', 'alter role ROLE createrole', /createrole/, 'alter role ROLE nocreaterole'],
    ['P1', 'alter role ROLE replication', /replication/, 'alter role ROLE noreplication'],
    ['P1', 'alter role ROLE bypassrls', /bypassrls/, 'alter role ROLE nobypassrls'],
    ['P2', 'grant pg_write_all_data to ROLE', /pg_write_all_data/, 'revoke pg_write_all_data from ROLE'],
    ['P2', 'grant pg_read_server_files to ROLE', /pg_read_server_files/, 'revoke pg_read_server_files from ROLE'],
    ['P2', 'grant pg_signal_backend to ROLE', /pg_signal_backend/, 'revoke pg_signal_backend from ROLE'],
    ['P3', 'grant insert on ownerbot_v1.orders to ROLE', /INSERT on ownerbot_v1\.orders/, 'revoke INSERT on ownerbot_v1.orders from ROLE'],
    ['P3', 'grant delete on sis_sim.orders to public', /DELETE on sis_sim\.orders/, 'revoke DELETE on sis_sim.orders from public'],
    ['P3', 'grant truncate on sis_sim.orders to ROLE', /TRUNCATE/, 'revoke TRUNCATE on sis_sim.orders from ROLE'],
    ['P3', 'grant update (base_price) on sis_sim.products to ROLE', /UPDATE \(base_price\)/, 'revoke UPDATE (base_price) on sis_sim.products from ROLE'],
    ['P3', 'create sequence sis_sim.numbers; grant usage on sequence sis_sim.numbers to ROLE', /USAGE on sequence/, 'revoke USAGE on sequence sis_sim.numbers from ROLE'],
    ['P4', 'grant create on schema public to public', /CREATE on schema public/, 'revoke CREATE on schema public from public'],
    ['P4', 'grant create on schema sis_sim to ROLE', /CREATE on schema sis_sim/, 'revoke CREATE on schema sis_sim from ROLE'],
  ])('%s: %s is found, and mended by what is said', async (rule, grant, right, mend) => {
    for (const text of named(grant).split('; ')) await run(text);
    const found: RoleFinding[] = [];
    const sisDb = world.open({ onWritingRole: (findings) => void found.push(...findings) });
    const { writing } = await sisDb.check();
    expect(writing).toContainEqual({ rule, right: expect.stringMatching(right) as string, mend: named(mend) });
    expect(found).toEqual(writing);
    expect(sisDb.connectionCount()).toBe(0);
    for (const { mend: text } of writing) await run(text).catch(() => undefined);
    expect((await world.open().check()).writing).toEqual([]);
  });

  test('rights of a role that it belongs to count, inherited or not, also through a third', async () => {
    const between = `${group}_between`;
    await run(`create role ${between}`);
    for (const membership of [`grant ${group} to ${world.role}`, `grant ${group} to ${world.role} with inherit false, set true`, `grant ${group} to ${between}; grant ${between} to ${world.role}`]) {
      await run(`grant update on sis_sim.coupons to ${group}`);
      for (const text of membership.split('; ')) await run(text);
      expect((await world.open().check()).writing).toContainEqual({ rule: 'P3', right: 'UPDATE on sis_sim.coupons', mend: `revoke ${group} from ${world.role}` });
      await run(`revoke ${group} from ${world.role}, ${between}`);
      await run(`revoke ${between} from ${world.role}`);
      expect((await world.open().check()).writing).toEqual([]);
    }
    await run(`drop role ${between}`);
  });

  test('an owner of a table can write, whatever it was granted', async () => {
    await run(`create table sis_sim.mine (id integer)`);
    await run(`alter table sis_sim.mine owner to ${world.role}`);
    expect((await world.open().check()).writing).toContainEqual({ rule: 'P4', right: 'owner of table sis_sim.mine', mend: 'alter table sis_sim.mine owner to another role' });
    await run('drop table sis_sim.mine');
  });

  test('the first question waits for the look, and nothing is read with such a role', async () => {
    await run(`grant update on ownerbot_v1.products to ${world.role}`);
    const sisDb = world.open();
    await expect(sisDb.shop.chatsQueue(callIn())).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', facts: { reason: 'ROLE_CAN_WRITE' }, message: expect.stringContaining(`revoke UPDATE on ownerbot_v1.products from ${world.role};`) as string });
    await run(`revoke update on ownerbot_v1.products from ${world.role}`);
    // Put right, it needs a start: who changed it once may change it again.
    await expect(sisDb.shop.chatsQueue(callIn())).rejects.toMatchObject({ facts: { reason: 'ROLE_CAN_WRITE' } });
  });

  test('a right that is granted while it runs closes the pool at the next look, and no query follows', async () => {
    const told: RoleFinding[] = [];
    const sisDb = world.open({ onWritingRole: (findings) => void told.push(...findings) }, { sisDbCheckHours: 0.1 / 3_600 });
    sisDb.start();
    expect((await sisDb.shop.chatsQueue(callIn())).data.total_open_threads).toBeGreaterThan(0);
    await drift({ grant_write: true });
    await waitFor(() => told.length > 0, { what: 'the right to be found' });
    await expect(sisDb.shop.chatsQueue(callIn())).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', facts: { reason: 'ROLE_CAN_WRITE' } });
    await expect(sisDb.shop.ping(callIn())).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
    expect(sisDb.connectionCount()).toBe(0);
    await drift({});
  });
});

describe('views that differ from the contract', () => {
  type Ask = (shop: ShopPort) => Promise<ShopAnswer<object>>;
  const kpi: Ask = (shop) => shop.kpiSummary({ from: '2026-03-11', to: '2026-03-17', tz: 'Europe/Berlin' }, callIn());
  const orders: Ask = (shop) => shop.ordersSearch({ limit: 5 }, callIn());
  const stock = (shop: ShopPort) => shop.inventory({ section: 'all', low_stock_lte: 5, limit: 5 }, callIn());
  const chats = (shop: ShopPort) => shop.chatsQueue(callIn());
  afterEach(() => drift({}));

  test.each<[object, string, string, string, Ask[], Ask[]]>([
    [{ drop_column: 'orders.customer_phone' }, 'orders.customer_phone', 'text', 'nothing', [kpi, orders], [stock, chats]],
    [{ rename_view: 'order_items' }, 'order_items', 'a view', 'nothing', [kpi], [orders, stock, chats]],
    [{ widen_type: 'products.stock_qty' }, 'products.stock_qty', 'integer', 'bigint', [stock], [kpi, orders, chats]],
    [{ rename_view: 'contract' }, 'contract', 'a view', 'nothing', [kpi, orders, stock, chats], []],
  ])('%j stops what needs it, and no other', async (db, path, expected, found, stopped, others) => {
    await drift(db);
    const { shop } = world.open();
    for (const ask of stopped) await expect(ask(shop)).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT', facts: { reason: 'DRIFT', fields: [{ path, allowed: expected, found }] } });
    for (const ask of others) await expect(ask(shop)).resolves.toMatchObject({ as_of: '2026-03-18T11:00:00Z' });
  });

  test('a null where none may be stops its view; an unknown value is only noted', async () => {
    await run(`update sis_sim.products set sku = null where product_id = 3`);
    await run(`update sis_sim.orders set status = 'teleported' where order_id = 'OB-1009'`);
    const sisDb = world.open();
    expect(await sisDb.check()).toMatchObject({ drift: [{ view: 'products', column: 'sku', expected: 'no null', found: 'null' }], notes: ['orders.status holds a value that OwnerBot does not know'] });
    await expect(stock(sisDb.shop)).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT' });
    expect((await sisDb.shop.orderDetail('OB-1009', callIn())).data.status).toBe('teleported');
    await world.simulator.control('POST', '/reset', {});
  });

  test('another major, no row of this shop, another currency', async () => {
    await drift({ major: 2 });
    await expect(chats(world.open().shop)).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT', facts: { fields: [{ path: 'contract.major', allowed: '1', found: '2' }] } });
    await world.simulator.control('POST', '/reset', {});
    const { shop } = world.open();
    await expect(shop.chatsQueue(callIn('Europe/Berlin', { shopId: 7 }))).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', facts: { reason: 'SHOP_NOT_ALLOWED' } });
    const pounds = callIn('Europe/Berlin', { currency: 'GBP' });
    await expect(shop.inventory({ section: 'all', low_stock_lte: 5, limit: 5 }, pounds)).rejects.toMatchObject({ code: 'CONFIG_MISMATCH' });
    expect((await shop.capabilities(pounds)).data.currency).toBe('EUR');
    expect((await shop.chatsQueue(pounds)).data.total_open_threads).toBeGreaterThan(0);
    await run(`update sis_sim.orders set currency = 'GBP' where order_id = (select max(order_id) from sis_sim.orders where paid_at between '2026-03-12' and '2026-03-16')`);
    await expect(kpi(shop)).rejects.toMatchObject({ code: 'CONFIG_MISMATCH', facts: { reason: 'CURRENCY' } });
    await world.simulator.control('POST', '/reset', {});
  });

  test('what SIS does not provide is not offered, and its views are not looked at', async () => {
    await world.simulator.control('POST', '/settings', { capabilities: { chats: false }, db: { rename_view: 'chat_threads' } });
    const sisDb = world.open();
    expect((await sisDb.check()).drift).toEqual([]);
    await expect(chats(sisDb.shop)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_IMPLEMENTED' });
    expect((await sisDb.shop.capabilities(callIn())).data).toMatchObject({
      endpoints: { chats: false, kpi: true, fx: true, prices_bump: false, coupons_write: false },
      flags: { idempotent_applies: false, enquiry: false, preview_binding: false },
    });
    await world.simulator.control('POST', '/settings', { capabilities: { chats: true } });
  });

  test('a view that may not be read is a refusal, not a drift', async () => {
    await run(`revoke select on ownerbot_v1.chat_threads from ${world.role}`);
    const sisDb = world.open();
    expect(await sisDb.check()).toMatchObject({ drift: [], unreadable: ['chat_threads'] });
    await expect(chats(sisDb.shop)).rejects.toMatchObject({ code: 'UPSTREAM_AUTH', facts: { reason: 'NO_RIGHT' } });
    expect((await stock(sisDb.shop)).data.counts.total).toBe(60);
  });

  test('a view that changes while it runs is seen at the first failure, told once, and closed when it is as agreed again', async () => {
    const changes: DriftChange[] = [];
    const sisDb = world.open({ onDrift: (found) => void changes.push(...found) });
    await stock(sisDb.shop);
    await drift({ rename_view: 'products' });
    await expect(stock(sisDb.shop)).rejects.toMatchObject({ code: 'UPSTREAM_CONTRACT', facts: { reason: 'sql_42P01' } });
    await waitFor(() => changes.length === 1, { what: 'the drift to be told' });
    await expect(stock(sisDb.shop)).rejects.toMatchObject({ facts: { reason: 'DRIFT' } });
    await drift({});
    // Asked again no more often than once a minute.
    await expect(stock(sisDb.shop)).rejects.toMatchObject({ facts: { reason: 'DRIFT' } });
    world.clock.advance(60_000);
    expect((await stock(sisDb.shop)).data.counts.total).toBe(60);
    expect(changes).toEqual([expect.objectContaining({ view: 'products', column: null, isClosed: false }), expect.objectContaining({ view: 'products', isClosed: true })]);
  });

  test('capabilities that are asked afresh look at the views first', async () => {
    const sisDb = world.open();
    await sisDb.check();
    await drift({ rename_view: 'coupons' });
    await sisDb.shop.capabilities(callIn('Europe/Berlin', { isFresh: true }));
    expect(sisDb.lastCheck()?.drift).toEqual([{ view: 'coupons', column: null, expected: 'a view', found: 'nothing' }]);
  });
});

leakCheck();
