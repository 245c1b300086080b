import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createQueues } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { freePort, leakCheck, startRedis, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { ownerbot, SECRETS, type Ownerbot } from './support/run-ownerbot';

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly findings?: readonly { readonly key: string }[] };
}

let command: Ownerbot;
let store: TestDatabase;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  command = await ownerbot();
  store = await testDatabase({ migrated: false });
  env = { DATABASE_URL: store.url, QUEUE_BACKEND: 'postgres', APP_ENV: 'test' };
});
afterAll(async () => {
  await store.drop();
  await command.remove();
});

const run = (args: string, more: Readonly<Record<string, string>> = {}) => command.run(args.split(' '), { ...env, ...more });

describe('ownerbot, given what it does not know', () => {
  test.each([
    ['quues', "unknown command 'quues'", 'Did you mean queues?'],
    ['queues --jsn', "unknown option '--jsn'", 'Did you mean --json?'],
    ['demo sed', "unknown command 'sed'", 'Did you mean seed?'],
  ])('%s: says what was meant, on standard error, with exit code 1', async (args, problem, hint) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(problem);
    expect(ran.err).toContain(hint);
  });

  test('nothing at all: tells what there is', async () => {
    const ran = await command.run([]);
    expect(ran.code).toBe(1);
    for (const name of ['up', 'migrate', 'doctor', 'queues', 'settings', 'demo']) expect(ran.err).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  test('--help is no failure', async () => {
    expect(await command.run(['demo', 'seed', '--help'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--where-allowed') });
  });
});

describe('settings that do not fit', () => {
  test('stop a command with the key, the value found and what is allowed', async () => {
    const ran = await run('queues', { INBOX_LANES: 'many' });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(/The settings do not fit:\n {2}INBOX_LANES: found .*many.*; allowed: .*\n {2}ENV\.example/);
  });

  test('are told as JSON when JSON was asked for, secrets masked', async () => {
    const ran = await run('queues --json', { BOT_TOKEN: SECRETS.webhookSecret });
    expect(ran).toMatchObject({ code: 2, err: '' });
    expect(ran.json<Failure>().error).toMatchObject({ code: 'SETTINGS_INVALID', findings: [{ key: 'BOT_TOKEN' }] });
  });

  test('may stand in the .env file of the working folder', async () => {
    const other = await ownerbot();
    await writeFile(path.join(other.folder, '.env'), 'INBOX_LANES=some\n');
    const ran = await other.run(['queues'], env);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('INBOX_LANES: found') });
    await other.remove();
  });
});

describe('ownerbot migrate', () => {
  test('makes the tables once, by the names of their files, and those of the queues', async () => {
    expect(await run('migrate')).toMatchObject({ code: 0, err: '', out: 'tables brought up to date: 0001-baseline\n' });
    expect(await run('migrate')).toMatchObject({ code: 0, out: 'tables are up to date\n' });
    expect((await run('migrate --json')).json()).toEqual({ ran: [], queues: 'postgres' });
    const tables = await store.open().query<{ number: number }>(sql`select count(*)::int as number from information_schema.tables where table_name in ('updates', 'effects')`);
    expect(tables).toEqual([{ number: 2 }]);
  });

  test('says that the database is away, without its password', async () => {
    const away = { DATABASE_URL: `postgres://owner:${SECRETS.databasePassword}@127.0.0.1:${await freePort()}/shop` };
    expect(await run('migrate', away)).toMatchObject({ code: 1, out: '', err: '✗ Postgres is not available: ECONNREFUSED (STORE_UNAVAILABLE)\n' });
    expect((await run('migrate --json', away)).json<Failure>().error.code).toBe('STORE_UNAVAILABLE');
  });

  test('refuses a database of a newer version', async () => {
    const newer = await testDatabase();
    await newer.open().query(sql`insert into migrations (timestamp, name) values (1999999999999, 'Future1999999999999')`);
    const ran = await run('migrate', { DATABASE_URL: newer.url });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/newer version of OwnerBot .*\(SCHEMA_NEWER\)/);
    await newer.drop();
  });
});

describe('ownerbot queues', () => {
  test('tells depth and age of every queue on Redis, as a table and as JSON', async () => {
    const redis = await startRedis();
    const queues = createQueues({ settings: { backend: 'redis', redisUrl: redis.url, databaseUrl: store.url, inboxLanes: 1, outboxLanes: 1 }, log: silentLogger });
    const payload = { botId: '1', updateId: '1', chatId: '1', userId: null, receivedAt: '2026-01-02T03:04:05.000Z', update: { update_id: 1 } };
    await queues.producer().add({ kind: 'inbox.update', id: 'tg-1-1', laneKey: '1', correlationId: 'tg-1-1', payload });
    await queues.close();
    const onRedis = { QUEUE_BACKEND: 'redis', REDIS_URL: redis.url, INBOX_LANES: '1', OUTBOX_LANES: '1' };
    const text = await run('queues', onRedis);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(/^queue +waiting +active +delayed +dead +oldest +workers/);
    expect(text.out).toMatch(/^inbox-0 +1 +0 +0 +0 +\d+ s +0/m);
    expect(text.out).toMatch(/^outbox-0 +0 +0 +0 +0 +— +0/m);
    const json = (await run('queues --json', onRedis)).json<{ total: number; next: null; items: { queue: string; waiting: number }[] }>();
    expect(json.items).toHaveLength(json.total);
    expect(json.items.find((one) => one.queue === 'inbox-0')).toMatchObject({ waiting: 1, active: 0, failed: 0, paused: false });
    await redis.remove();
  });

  test('says that Redis is away, without its password', async () => {
    const ran = await run('queues --json', { QUEUE_BACKEND: 'redis', REDIS_URL: `redis://:${SECRETS.redisPassword}@127.0.0.1:${await freePort()}` });
    expect(ran).toMatchObject({ code: 1, err: '' });
    expect(ran.json<Failure>().error.code).toBe('QUEUE_UNAVAILABLE');
  });

  test('says that the tables are missing, and how to make them', async () => {
    const empty = await testDatabase({ migrated: false });
    const ran = await run('queues', { DATABASE_URL: empty.url });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/ownerbot migrate.*\(QUEUES_NOT_MIGRATED\)/);
    await empty.drop();
  });
});

describe('ownerbot settings', () => {
  interface Shown {
    readonly items: readonly { readonly field: string; readonly value: string | number | null }[];
    readonly total: number;
    readonly settings_version: number;
  }
  beforeAll(() => run('migrate'));

  const shown = async () => (await run('settings --json')).json<Shown>();
  const valueOf = ({ items }: Shown, field: string) => items.find((one) => one.field === field)?.value;

  test('shows what is stored of the shop, with what is allowed, as a table and as JSON', async () => {
    const text = await run('settings');
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(/^field +value +allowed\n[^]*^currency +EUR +currency code of ISO 4217[^]*^upstream_mode_override +— +DEMO, SIS_HTTP, SIS_DB_RO, AUTO\n\nversion \d+\n$/m);
    const json = await shown();
    expect(json.items).toHaveLength(json.total);
    expect(valueOf(json, 'order_prefix')).toBe('OB-');
  });

  test('changes one of them, which is counted once and audited as what an operator did', async () => {
    const { settings_version: before } = await shown();
    expect(await run('settings set currency USD')).toMatchObject({ code: 0, err: '', out: `currency: "EUR" → "USD" (version ${before + 1})\n` });
    expect(await run('settings set currency USD')).toMatchObject({ code: 0, out: 'currency is "USD" already\n' });
    expect((await run('settings set shop_id 7 --json')).json()).toEqual({ field: 'shop_id', before: 1, after: 7, settings_version: before + 2 });
    expect(await command.run(['settings', 'set', 'order_prefix', ''], env)).toMatchObject({ code: 0 });
    const after = await shown();
    expect(['currency', 'shop_id', 'order_prefix'].map((field) => valueOf(after, field))).toEqual(['USD', 7, '']);
    const audited = await store.open().query<{ fields: object }>(sql`select fields - 'actor' as fields from audit_events where event_type = 'operator_action' order by id`);
    expect(audited.map(({ fields }) => fields)).toEqual([
      { action: 'settings.set', field: 'currency', before: 'EUR', after: 'USD' },
      { action: 'settings.set', field: 'shop_id', before: 1, after: 7 },
      { action: 'settings.set', field: 'order_prefix', before: 'OB-', after: '' },
    ]);
    expect(await store.open().query(sql`select fields ->> 'by' as by from audit_events where event_type = 'settings_changed' and fields ->> 'by' not like 'cli:_%'`)).toEqual([]);
  });

  test.each([
    [['currency', 'EURO'], /currency: found "EURO"; allowed: currency code of ISO 4217.*\(STORED_SETTING_INVALID\)/],
    [['shop_id', '0'], /shop_id: found 0; allowed: whole number ≥ 1/],
    [['shop_id', 'one'], /shop_id: found "one"; allowed: whole number ≥ 1/],
    [['timezone', 'UTC+2'], /timezone: found "UTC\+2"; allowed: IANA time zone/],
    [['locale', 'de'], /locale: found "de"; allowed: ru, en/],
    [['colour', 'red'], /colour: found an unknown field; allowed: project, shop_id, .*look_prefix \(/],
    [['upstream_mode_override', 'DEMO'], /upstream_mode_override: found "DEMO"; allowed: nothing here: .* \/upstream/],
  ])('set %j is refused with what is allowed, and nothing changes', async (args, problem) => {
    const stored = () => store.open().query(sql`select scope, settings_version, values from settings`);
    const before = await stored();
    const ran = await command.run(['settings', 'set', ...args], env);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(problem);
    expect(await stored()).toEqual(before);
  });

  test('a value that is missing is told, and so are missing tables', async () => {
    expect(await run('settings set currency')).toMatchObject({ code: 1, out: '', err: expect.stringContaining("missing required argument 'value'") });
    const empty = await testDatabase({ migrated: false });
    expect(await run('settings --json', { DATABASE_URL: empty.url })).toMatchObject({ code: 1, err: '', out: expect.stringContaining('MIGRATIONS_MISSING') });
    await empty.drop();
  });
});

describe('ownerbot demo', () => {
  test('is made once, holds what its seed says, is made anew and taken away', async () => {
    expect((await run('demo seed --json')).json()).toMatchObject({ outcome: 'seeded', seed: expect.any(String) });
    expect((await run('demo seed --json')).json()).toMatchObject({ outcome: 'present' });
    const check = await run('demo check');
    expect(check).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^✓ \d+ checks hold\n$/) });
    expect((await run('demo reset')).out).toMatch(/^\w+: seed .*, version \d+/);
    expect((await run('demo drop --json')).json()).toMatchObject({ outcome: 'dropped' });
    expect(await run('demo check')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('DEMO_NOT_SEEDED') });
  });

  test('that was changed by hand fails its check with what differs, and exit code 1', async () => {
    await run('demo seed');
    await store.open().query(sql`truncate demo.demo_orders cascade`);
    const check = await run('demo check --json');
    expect(check.code).toBe(1);
    const result = check.json<{ ok: boolean; findings: { name: string; ok: boolean }[] }>();
    expect(result.ok).toBe(false);
    expect(result.findings.filter((one) => !one.ok).length).toBeGreaterThan(0);
    expect((await run('demo check')).out).toMatch(/^✗ .*: expected .*, found /);
    expect((await run('demo reset')).code).toBe(0);
    expect((await run('demo check')).code).toBe(0);
  });

  test('with another seed than the one that is there is refused', async () => {
    await run('demo seed');
    const ran = await run('demo seed --json', { DEMO_SEED: 'another' });
    expect(ran.code).toBe(1);
    expect(ran.json<Failure>().error.code).toBe('DEMO_SEED_DIFFERS');
  });

  test('is refused in production, and does nothing successfully where a deployment asks', async () => {
    const production = { APP_ENV: 'production' };
    const refused = await run('demo drop --json', production);
    expect(refused.code).toBe(1);
    expect(refused.json<Failure>().error.code).toBe('DEMO_COMMAND_REFUSED');
    expect(await run('demo seed --where-allowed', production)).toMatchObject({ code: 0, out: expect.stringMatching(/^nothing seeded: /) });
  });
});

describe('the embedded database', () => {
  test('is started for one command, stopped after it, and its data stays', async () => {
    const embedded = { DATABASE_URL: '', OWNERBOT_HOME: path.join(command.folder, 'embedded') };
    expect(await run('migrate', embedded)).toMatchObject({ code: 0, out: 'tables brought up to date: 0001-baseline\n' });
    expect(await run('migrate', embedded)).toMatchObject({ code: 0, out: 'tables are up to date\n' });
  });

  test('of another version is refused as an environment that is broken', async () => {
    const home = path.join(command.folder, 'older');
    await mkdir(path.join(home, 'postgres', 'data'), { recursive: true });
    await writeFile(path.join(home, 'postgres', 'data', 'PG_VERSION'), '15\n');
    const ran = await run('migrate --json', { DATABASE_URL: '', OWNERBOT_HOME: home });
    expect(ran.code).toBe(2);
    expect(ran.json<Failure>().error.code).toBe('DATA_VERSION_MISMATCH');
  });
});

leakCheck();
