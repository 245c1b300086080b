import { createQueues, done, type Queues } from '@ownerbot/queues';
import { deadlineIn, silentLogger } from '@ownerbot/runtime';
import { leakCheck, spawnApp, startBotApi, startRedis, testDatabase, waitFor, type RunningApp, type ScriptedBotApi, type TestDatabase, type TestRedis } from '@ownerbot/testing';

const TOKEN = '99:AAAAAAAAAAAAAAAAAAAAAAAA';
const SECRET = 'a-secret';
const BACKENDS = ['redis', 'postgres'] as const;
type BackendName = (typeof BACKENDS)[number];

jest.setTimeout(120_000);

let redis: TestRedis;
let database: TestDatabase;
let botApi: ScriptedBotApi;
let apps: RunningApp[];
let opened: Queues[];

beforeAll(async () => {
  redis = await startRedis({ appendonly: 'always' });
  database = await testDatabase();
  const queues = createQueues({ settings: { backend: 'postgres', databaseUrl: database.url }, log: silentLogger });
  await queues.migrate();
  await queues.close();
});

afterAll(async () => {
  await redis.remove();
  await database.drop();
});

beforeEach(async () => {
  [apps, opened] = [[], []];
  botApi = await startBotApi();
});

afterEach(async () => {
  await Promise.all(apps.map((app) => app.kill()));
  await Promise.all(opened.map((queues) => queues.close()));
  await botApi.stop();
});

/** Every test has a bot of its own, so that their jobs do not meet. */
let lastBot = 100;

async function startIngest(backend: BackendName, more: Record<string, string>): Promise<{ app: RunningApp; url: string }> {
  const app = await spawnApp({
    program: 'apps/ingest/src/main',
    env: {
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: botApi.url,
      INGEST_PORT: '0',
      LOG_LEVEL: 'debug',
      ...(backend === 'redis' ? { REDIS_URL: redis.url } : { DATABASE_URL: database.url, QUEUE_BACKEND: 'postgres' }),
      ...more,
    },
    ready: /"event":"ready"/,
  });
  apps.push(app);
  const { url } = JSON.parse(await app.waitForLine(/"event":"listening"/)) as { url: string };
  return { app, url };
}

function webhookOf(bot: number): Record<string, string> {
  return { BOT_TOKEN: TOKEN.replace('99', String(bot)), TELEGRAM_MODE: 'webhook', WEBHOOK_URL: 'http://127.0.0.1:9/tg/webhook', WEBHOOK_SECRET: SECRET };
}

function queuesOn(backend: BackendName): Queues {
  const settings = backend === 'redis' ? { backend, redisUrl: redis.url } : { backend, databaseUrl: database.url };
  const queues = createQueues({ settings, log: silentLogger });
  opened.push(queues);
  return queues;
}

const update = (id: number) => ({ update_id: id, message: { message_id: id, date: 1_700_000_000, chat: { id: 42, type: 'private' }, from: { id: 42, is_bot: false, first_name: 'A' }, text: `n ${id}` } });

async function deliver(url: string, body: object): Promise<{ status: number; ms: number }> {
  const begun = performance.now();
  const response = await fetch(`${url}/tg/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return { status: response.status, ms: performance.now() - begun };
}

/** Takes what waits in the inbox and returns the ids in the order in which they came. */
async function drain(queues: Queues, count: number): Promise<string[]> {
  const seen: string[] = [];
  const note = async (job: { id: string }) => {
    seen.push(job.id);
    return done();
  };
  const consumer = queues.consumer({ families: ['inbox'], handlers: { 'inbox.update': note, 'inbox.heard': note, 'inbox.planned': note, 'inbox.waited': note } });
  await consumer.start();
  await waitFor(() => seen.length >= count, { what: `${count} jobs`, timeoutMs: 20_000 });
  await consumer.stop(deadlineIn(5_000));
  return seen;
}

describe.each(BACKENDS)('the webhook on %s', (backend) => {
  test('stores each update once, in the order of its chat, however often it is delivered', async () => {
    const bot = (lastBot += 1);
    const { url } = await startIngest(backend, webhookOf(bot));
    for (const id of [1, 2, 3]) {
      const answers = await Promise.all([deliver(url, update(id)), deliver(url, update(id))]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
    expect((await deliver(url, update(1))).status).toBe(200);
    const queues = queuesOn(backend);
    expect(await queues.backlog('inbox')).toBe(3);
    expect(await drain(queues, 3)).toEqual([1, 2, 3].map((id) => `tg-${bot}-${id}`));
    const health = (await (await fetch(`${url}/health`)).json()) as { live: boolean; checks: Record<string, { detail: string }> };
    expect(health.live).toBe(true);
    expect(health.checks['telegram']?.detail).toContain('webhook set');
  });

  test('takes no more than the backlog may hold, and goes on when it has shrunk', async () => {
    const bot = (lastBot += 1);
    const { url } = await startIngest(backend, { ...webhookOf(bot), INBOX_MAX_WAITING: '5' });
    let id = 0;
    await waitFor(async () => (await deliver(url, update((id += 1)))).status === 503, { what: 'back pressure', everyMs: 60 });
    expect(id).toBeGreaterThan(5);
    await drain(queuesOn(backend), id - 1);
    await waitFor(async () => (await deliver(url, update(id))).status === 200, { what: 'the gate to open', everyMs: 60 });
    await drain(queuesOn(backend), 1);
  });
});

test('while Redis is away the answer is 503 within 2 s, and afterwards all goes on by itself', async () => {
  const bot = (lastBot += 1);
  const { url } = await startIngest('redis', webhookOf(bot));
  expect((await deliver(url, update(1))).status).toBe(200);
  await redis.stop();
  try {
    for (const answer of await Promise.all([deliver(url, update(2)), deliver(url, update(2)), deliver(url, update(3))])) {
      expect(answer.status).toBe(503);
      expect(answer.ms).toBeLessThan(2_000);
    }
  } finally {
    await redis.start();
  }
  await waitFor(async () => (await deliver(url, update(2))).status === 200, { what: 'the first 200', timeoutMs: 15_000, everyMs: 50 });
  expect(await drain(queuesOn('redis'), 2)).toEqual([`tg-${bot}-1`, `tg-${bot}-2`]);
});

test('ingest that starts while Redis is away answers 503 and comes up with it', async () => {
  const bot = (lastBot += 1);
  await redis.stop();
  let url: string;
  try {
    ({ url } = await startIngest('redis', webhookOf(bot)));
    expect((await deliver(url, update(1))).status).toBe(503);
  } finally {
    await redis.start();
  }
  await waitFor(async () => (await deliver(url, update(1))).status === 200, { what: 'the first 200', timeoutMs: 15_000, everyMs: 50 });
  await drain(queuesOn('redis'), 1);
});

describe.each(BACKENDS)('polling on %s', (backend) => {
  const tokenOf = (bot: number) => ({ BOT_TOKEN: TOKEN.replace('99', String(bot)) });

  test('exactly one of two replicas polls; when it is killed the other takes over and nothing is lost', async () => {
    const bot = (lastBot += 1);
    const replicas = await Promise.all([startIngest(backend, tokenOf(bot)), startIngest(backend, tokenOf(bot))]);
    botApi.push(update(1), update(2));
    await waitFor(() => botApi.unconfirmed().length === 0, { what: 'the first batch', timeoutMs: 15_000 });
    const polls = (app: RunningApp) => app.lines().some((line) => line.includes('polling_begun'));
    expect(replicas.filter(({ app }) => polls(app))).toHaveLength(1);
    await replicas.find(({ app }) => polls(app))?.app.kill();
    botApi.push(update(3));
    await waitFor(() => botApi.unconfirmed().length === 0, { what: 'the other replica', timeoutMs: 30_000 });
    expect(replicas.every(({ app }) => !app.lines().some((line) => line.includes('TELEGRAM_CONFLICT')))).toBe(true);
    expect(await drain(queuesOn(backend), 3)).toEqual([1, 2, 3].map((id) => `tg-${bot}-${id}`));
  });
});

test('killed between taking a batch and storing it, nothing was confirmed and the next process stores it', async () => {
  const bot = (lastBot += 1);
  const env = { BOT_TOKEN: TOKEN.replace('99', String(bot)) };
  const { app } = await startIngest('redis', env);
  await waitFor(() => botApi.callsOf('getUpdates').length === 1, { what: 'a call that waits' });
  await redis.stop();
  try {
    botApi.push(update(1));
    await app.waitForLine(/polling_failed/);
    await app.kill();
    expect(botApi.unconfirmed()).toEqual([1]);
  } finally {
    await redis.start();
  }
  await startIngest('redis', env);
  await waitFor(() => botApi.unconfirmed().length === 0, { what: 'its confirmation', timeoutMs: 30_000 });
  expect(await drain(queuesOn('redis'), 1)).toEqual([`tg-${bot}-1`]);
});

test('SIGTERM answers what is under way and ends with code 0', async () => {
  const { app, url } = await startIngest('redis', webhookOf((lastBot += 1)));
  const answers = Array.from({ length: 20 }, (_, at) => deliver(url, update(at + 1)).then(({ status }) => status, () => 'refused'));
  const ended = app.stop();
  expect(await ended).toBe(0);
  const taken = (await Promise.all(answers)).filter((status) => status === 200).length;
  const queues = queuesOn('redis');
  expect(await queues.backlog('inbox')).toBeGreaterThanOrEqual(taken);
  if (taken > 0) await drain(queues, taken);
});

test('a start without what it needs ends with code 2 and names the key; without fail-fast it says so in /health', async () => {
  const app = await spawnApp({ program: 'apps/ingest/src/main', env: { REDIS_URL: redis.url, INGEST_PORT: '0', TELEGRAM_MODE: 'webhook' } });
  expect(await app.ended).toBe(2);
  expect(app.lines().join('\n')).toContain('WEBHOOK_SECRET');
  const patient = await startIngest('redis', { BOT_TOKEN: '', PREFLIGHT_FAIL_FAST: '0' });
  const response = await fetch(`${patient.url}/health`);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('BOT_TOKEN');
});

leakCheck();
