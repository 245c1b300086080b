import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Redis from 'ioredis';
import { createQueues } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { sql } from '@ownerbot/storage';
import { apiFail, apiOk, freePort, leakCheck, spawnApp, startBotApi, startRedis, testDatabase, type ScriptedBotApi, type TestDatabase, type TestRedis } from '@ownerbot/testing';
import { ownerbot, SECRETS, type Ownerbot } from './support/run-ownerbot';

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly detail: string;
  readonly fix?: string;
}
interface Diagnosis {
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}
let command: Ownerbot;
let store: TestDatabase;
let redis: TestRedis;
let botApi: ScriptedBotApi;
let healthy: Readonly<Record<string, string>>;

beforeAll(async () => {
  command = await ownerbot();
  store = await testDatabase();
  redis = await startRedis({ appendonly: true });
  botApi = await startBotApi();
  botApi.always('getMe', ({ token }) => (token === SECRETS.token ? apiOk({ id: 110201543, is_bot: true, first_name: 'Bot', username: 'healthy_bot' }) : apiFail(401, 'Unauthorized')));
  healthy = {
    DATABASE_URL: store.url,
    QUEUE_BACKEND: 'redis',
    REDIS_URL: redis.url,
    BOT_TOKEN: SECRETS.token,
    TELEGRAM_API_ROOT: botApi.url,
    OWNER_IDS: '10000001',
    ...Object.fromEntries(['INGEST', 'WORKER', 'NOTIFIER', 'CONSOLE'].map((name) => [`${name}_PORT`, '0'])),
  };
});
afterAll(async () => {
  await botApi.stop();
  await redis.remove();
  await store.drop();
  await command.remove();
});

/** Diagnoses with `--json`; expects exit code 2 when something is wrong, else 0. */
async function diagnose(env: Readonly<Record<string, string>>): Promise<Diagnosis> {
  const ran = await command.run(['doctor', '--json'], { ...healthy, ...env });
  const diagnosis = ran.json<Diagnosis>();
  expect({ code: ran.code, err: ran.err }).toEqual({ code: diagnosis.healthy ? 0 : 2, err: '' });
  return diagnosis;
}

/** The findings that are not well, as `check: status`. */
function troubles({ findings }: Diagnosis): Record<string, string> {
  return Object.fromEntries(findings.filter((one) => one.status === 'error' || one.status === 'warning').map((one) => [one.check, one.status]));
}

function findingOf({ findings }: Diagnosis, check: string): Finding | undefined {
  return findings.find((one) => one.check === check);
}

async function configureRedis(key: string, value: string, password?: string): Promise<void> {
  const client = new Redis(redis.url, { password });
  await client.config('SET', key, value);
  client.disconnect();
}

/** Listens on a free port, runs the work, and lets the port go. */
async function withListener<T>(server: Server, work: (port: number) => Promise<T>): Promise<T> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
}

test('a healthy environment: every check is named as well, and the exit code is 0', async () => {
  const diagnosis = await diagnose({});
  expect(diagnosis.healthy).toBe(true);
  expect(troubles(diagnosis)).toEqual({});
  expect(diagnosis.findings.map((one) => one.check)).toEqual([
    ...['node', 'settings', 'home', 'database', 'tables', 'clock', 'queues', 'redis eviction', 'redis persistence', 'lanes', 'telegram', 'webhook', 'ffmpeg'],
    ...['port INGEST_PORT', 'port WORKER_PORT', 'port NOTIFIER_PORT', 'port CONSOLE_PORT'],
  ]);
  expect(findingOf(diagnosis, 'telegram')?.detail).toBe('the bot is @healthy_bot');
  const text = await command.run(['doctor'], healthy);
  expect(text).toMatchObject({ code: 0, err: '' });
  expect(text.out).toMatch(/^✓ node .*\n✓ settings +mode DEMO, queues on redis\n/);
  expect(text.out).toMatch(/\n\nhealthy, 0 warnings\n$/);
});

test('a fresh machine with nothing set is healthy: what npm start makes is not missed', async () => {
  const ran = await command.run(['doctor', '--json'], { INGEST_PORT: '0', WORKER_PORT: '0', NOTIFIER_PORT: '0', CONSOLE_PORT: '0', SANDBOX_PORT: '0', SIM_PORT: '0', SIM_CONTROL_PORT: '0' });
  expect(ran.code).toBe(0);
  const skipped = ran.json<Diagnosis>().findings.filter((one) => one.status === 'skipped');
  expect(skipped.map((one) => one.check)).toEqual(['database', 'queues', 'telegram']);
  expect(await readdir(command.folder)).toEqual([]);
});

describe('Redis', () => {
  test('without an append-only file would lose every waiting request', async () => {
    const forgetful = await startRedis({ appendonly: false });
    const diagnosis = await diagnose({ REDIS_URL: forgetful.url });
    expect(troubles(diagnosis)).toEqual({ 'redis persistence': 'error' });
    expect(findingOf(diagnosis, 'redis persistence')?.fix).toBe('set appendonly yes');
    await forgetful.remove();
  });

  test('that may evict requests is refused', async () => {
    await configureRedis('maxmemory-policy', 'allkeys-lru');
    const diagnosis = await diagnose({});
    await configureRedis('maxmemory-policy', 'noeviction');
    expect(troubles(diagnosis)).toEqual({ 'redis eviction': 'error' });
    expect(findingOf(diagnosis, 'redis eviction')).toMatchObject({ detail: expect.stringContaining('allkeys-lru'), fix: 'set maxmemory-policy noeviction' });
  });

  test('that never syncs its file is a warning, and a warning is no failure', async () => {
    await configureRedis('appendfsync', 'no');
    const diagnosis = await diagnose({});
    await configureRedis('appendfsync', 'everysec');
    expect(diagnosis.healthy).toBe(true);
    expect(troubles(diagnosis)).toEqual({ 'redis persistence': 'warning' });
  });

  test('that is away is named with what to do, without its password', async () => {
    const diagnosis = await diagnose({ REDIS_URL: `redis://:${SECRETS.redisPassword}@127.0.0.1:${await freePort()}` });
    expect(troubles(diagnosis)).toEqual({ queues: 'error' });
    expect(findingOf(diagnosis, 'queues')?.fix).toMatch(/start Redis/);
  });

  test('that does not know the password is named', async () => {
    await configureRedis('requirepass', 'another-one');
    const diagnosis = await diagnose({ REDIS_URL: redis.url.replace('redis://', `redis://:${SECRETS.redisPassword}@`) });
    await configureRedis('requirepass', '', 'another-one');
    expect(troubles(diagnosis)).toEqual({ queues: 'error' });
  });
});

describe('Postgres', () => {
  test('that is away is named with what to do, without its password', async () => {
    const env = { DATABASE_URL: `postgres://owner:${SECRETS.databasePassword}@127.0.0.1:${await freePort()}/shop` };
    const diagnosis = await diagnose(env);
    expect(troubles(diagnosis)).toEqual({ database: 'error' });
    expect(findingOf(diagnosis, 'database')).toMatchObject({ detail: expect.stringContaining('ECONNREFUSED'), fix: expect.stringContaining('start Postgres') });
    const text = await command.run(['doctor'], { ...healthy, ...env });
    expect(text.code).toBe(2);
    expect(text.out).toMatch(/✗ database .*ECONNREFUSED.*\n +→ start Postgres, or mend DATABASE_URL/);
    expect(text.out).toMatch(/\n1 error, 0 warnings\n$/);
  });

  test('that refuses the password is named, without the password', async () => {
    const url = new URL(store.url);
    url.password = SECRETS.databasePassword;
    expect(troubles(await diagnose({ DATABASE_URL: url.toString() }))).toEqual({ database: 'error' });
  });

  test('without tables, neither ours nor those of the queues, asks for the migration', async () => {
    const empty = await testDatabase({ migrated: false });
    const diagnosis = await diagnose({ DATABASE_URL: empty.url, QUEUE_BACKEND: 'postgres', REDIS_URL: '' });
    expect(troubles(diagnosis)).toEqual({ tables: 'error', queues: 'error' });
    expect(findingOf(diagnosis, 'tables')).toMatchObject({ detail: 'missing: 0001-baseline', fix: 'npx ownerbot migrate' });
    expect(findingOf(diagnosis, 'queues')?.fix).toBe('npx ownerbot migrate');
    await empty.drop();
  });

  test('that a newer version has migrated is refused', async () => {
    const newer = await testDatabase();
    const db = newer.open();
    await db.query(sql`insert into migrations (timestamp, name) values (1999999999999, 'Future1999999999999')`);
    const diagnosis = await diagnose({ DATABASE_URL: newer.url });
    expect(troubles(diagnosis)).toEqual({ tables: 'error' });
    expect(findingOf(diagnosis, 'tables')?.detail).toContain('newer version');
    await newer.drop();
  });

  test('data of another version in the embedded folder is named with what to do', async () => {
    const home = path.join(command.folder, 'older');
    await mkdir(path.join(home, 'postgres', 'data'), { recursive: true });
    await writeFile(path.join(home, 'postgres', 'data', 'PG_VERSION'), '15\n');
    const diagnosis = await diagnose({ DATABASE_URL: '', OWNERBOT_HOME: home });
    expect(troubles(diagnosis)).toEqual({ database: 'error' });
    expect(findingOf(diagnosis, 'database')?.detail).toMatch(/PostgreSQL 15/);
  });
});

describe('Telegram', () => {
  const webhook = { TELEGRAM_MODE: 'webhook', WEBHOOK_URL: 'https://bot.example.com/tg/webhook', WEBHOOK_SECRET: SECRETS.webhookSecret };
  const hooked = (url: string, more: object = {}) => botApi.next('getWebhookInfo', apiOk({ url, has_custom_certificate: false, pending_update_count: 0, ...more }));

  test('that does not know the token is named, without the token', async () => {
    const diagnosis = await diagnose({ BOT_TOKEN: '220201543:another-token-that-opens-nothing' });
    expect(troubles(diagnosis)).toEqual({ telegram: 'error' });
    expect(findingOf(diagnosis, 'telegram')).toMatchObject({ detail: expect.stringContaining('Unauthorized'), fix: expect.stringContaining('BotFather') });
    expect(JSON.stringify(diagnosis)).not.toContain('another-token-that-opens-nothing');
  });

  test('that is away is named, without the token', async () => {
    expect(troubles(await diagnose({ TELEGRAM_API_ROOT: `http://127.0.0.1:${await freePort()}` }))).toEqual({ telegram: 'error' });
  });

  test('that has the webhook we want is well', async () => {
    hooked(webhook.WEBHOOK_URL);
    expect(troubles(await diagnose(webhook))).toEqual({});
  });

  test('that has another webhook than ours is a warning', async () => {
    hooked('https://elsewhere.example.com/hook');
    const diagnosis = await diagnose(webhook);
    expect(troubles(diagnosis)).toEqual({ webhook: 'warning' });
    expect(findingOf(diagnosis, 'webhook')).toMatchObject({ detail: 'set to https://elsewhere.example.com/hook', fix: expect.stringContaining(webhook.WEBHOOK_URL) });
  });

  test('that has a webhook although we poll is a warning', async () => {
    hooked('https://elsewhere.example.com/hook');
    expect(troubles(await diagnose({}))).toEqual({ webhook: 'warning' });
  });

  test('that cannot deliver is an error with its own words', async () => {
    hooked(webhook.WEBHOOK_URL, { pending_update_count: 7, last_error_date: 1_770_000_000, last_error_message: 'Connection refused' });
    const diagnosis = await diagnose(webhook);
    expect(troubles(diagnosis)).toEqual({ webhook: 'error' });
    expect(findingOf(diagnosis, 'webhook')?.detail).toBe('7 updates wait; last error: Connection refused');
  });
});

describe('the machine', () => {
  test('a port that another program holds is named with its key', async () => {
    const stranger = createServer((_request, response) => response.end('hello'));
    await withListener(stranger, async (port) => {
      const diagnosis = await diagnose({ INGEST_PORT: String(port) });
      expect(troubles(diagnosis)).toEqual({ 'port INGEST_PORT': 'error' });
      expect(findingOf(diagnosis, 'port INGEST_PORT')).toMatchObject({ detail: `127.0.0.1:${port} is taken by another program`, fix: expect.stringContaining('INGEST_PORT') });
    });
  });

  test('ports that a running OwnerBot holds, its sandbox and its SIS too, are well', async () => {
    const keys = ['SANDBOX_PORT', 'SIM_PORT', 'SIM_CONTROL_PORT'];
    const ports = Object.fromEntries(await Promise.all(keys.map(async (key) => [key, String(await freePort())])));
    const sandbox = await spawnApp({ program: 'apps/sandbox/src/main', env: ports, ready: /"event":"ready"/ });
    const diagnosis = await diagnose({ ...ports, BOT_TOKEN: '', TELEGRAM_API_ROOT: '' });
    await sandbox.stop();
    expect(troubles(diagnosis)).toEqual({});
    for (const key of keys) expect(findingOf(diagnosis, `port ${key}`)?.detail).toMatch(/held by OwnerBot/);
  });

  test('ffmpeg that is nowhere is a warning with how to get it', async () => {
    const diagnosis = await diagnose({ PATH: path.join(command.folder, 'nothing-here'), FFMPEG_BIN: path.join(command.folder, 'no-ffmpeg') });
    expect(diagnosis.healthy).toBe(true);
    expect(troubles(diagnosis)).toEqual({ ffmpeg: 'warning' });
    expect(findingOf(diagnosis, 'ffmpeg')?.fix).toMatch(/apt-get install ffmpeg/);
  });

  test('a home that cannot be written is named', async () => {
    await writeFile(path.join(command.folder, 'a-file'), '');
    expect(troubles(await diagnose({ OWNERBOT_HOME: path.join(command.folder, 'a-file', 'home') }))).toEqual(expect.objectContaining({ 'setting OWNERBOT_HOME': 'error' }));
  });
});

describe('settings', () => {
  test('an unknown key of ours is told with what was meant', async () => {
    const diagnosis = await diagnose({ OWNERBOT_HOMES: 'x' });
    expect(troubles(diagnosis)).toEqual({ 'setting OWNERBOT_HOMES': 'error' });
    expect(findingOf(diagnosis, 'setting OWNERBOT_HOMES')?.fix).toContain('OWNERBOT_HOME');
  });

  test('every wrong value is told at once, secrets masked', async () => {
    const diagnosis = await diagnose({ BOT_TOKEN: SECRETS.webhookSecret, INBOX_LANES: 'many', TELEGRAM_MODE: 'carrier pigeon' });
    expect(troubles(diagnosis)).toEqual({ 'setting BOT_TOKEN': 'error', 'setting INBOX_LANES': 'error', 'setting TELEGRAM_MODE': 'error' });
    expect(findingOf(diagnosis, 'setting INBOX_LANES')?.detail).toContain('many');
  });

  test('a bot without owners is a warning', async () => {
    expect(troubles(await diagnose({ OWNER_IDS: '' }))).toEqual({ owners: 'warning' });
  });

  test('lanes that were changed while jobs wait are an error', async () => {
    const queues = createQueues({ settings: { backend: 'redis', redisUrl: redis.url, databaseUrl: store.url, inboxLanes: 3 }, log: silentLogger });
    const payload = { botId: '1', updateId: '1', chatId: '1', userId: null, receivedAt: '2026-01-02T03:04:05.000Z', update: { update_id: 1 } };
    await queues.checkLanes();
    await queues.producer().add({ kind: 'inbox.update', id: 'tg-1-1', laneKey: '1', correlationId: 'tg-1-1', payload });
    await queues.close();
    const diagnosis = await diagnose({ INBOX_LANES: '5' });
    expect(troubles(diagnosis)).toEqual({ lanes: 'error' });
  });
});

leakCheck();
