import { createQueues, type Queues } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { claimUpdate, commitTurn, effectsOf, finishDispatch, readyMessages, sql, type Database, type DueEffect } from '@ownerbot/storage';
import { apiFail, apiOk, leakCheck, spawnApp, startBotApi, startRedis, testDatabase, waitFor, type RunningApp, type ScriptedBotApi, type TestDatabase, type TestRedis } from '@ownerbot/testing';
import { readJobRequest } from '@ownerbot/queues';

jest.setTimeout(120_000);

const BOT = '99';
const BACKENDS = ['redis', 'postgres'] as const;

let database: TestDatabase;
let db: Database;
let redis: TestRedis;
let botApi: ScriptedBotApi;
let apps: RunningApp[];
let queues: Queues;
let lastUpdate = 0;

beforeAll(async () => {
  [database, redis] = await Promise.all([testDatabase(), startRedis({ appendonly: 'always' })]);
  db = database.open();
  const onPostgres = createQueues({ settings: { backend: 'postgres', databaseUrl: database.url }, log: silentLogger });
  await onPostgres.migrate();
  await onPostgres.close();
});

afterAll(async () => {
  await Promise.all([database.drop(), redis.remove()]);
});

async function begin(backend: (typeof BACKENDS)[number]): Promise<void> {
  botApi = await startBotApi();
  apps = [];
  queues = createQueues({ settings: { backend, redisUrl: redis.url, databaseUrl: database.url }, log: silentLogger });
}

afterEach(async () => {
  await Promise.all(apps.map((app) => app.kill()));
  await queues.close();
  await botApi.stop();
});

async function startNotifier(backend: (typeof BACKENDS)[number]): Promise<RunningApp> {
  const app = await spawnApp({
    program: 'apps/notifier/src/main',
    env: {
      BOT_TOKEN: `${BOT}:AAAAAAAAAAAAAAAAAAAAAAAA`,
      TELEGRAM_API_ROOT: botApi.url,
      NOTIFIER_PORT: '0',
      DATABASE_URL: database.url,
      ...(backend === 'redis' ? { REDIS_URL: redis.url } : { QUEUE_BACKEND: 'postgres' }),
    },
    ready: /"event":"ready"/,
  });
  apps.push(app);
  return app;
}

async function add(due: readonly DueEffect[]): Promise<void> {
  if (due.length === 0) return;
  await queues.producer().addAll(due.map(({ id, kind, laneKey, payload, correlationId }) => readJobRequest({ kind, id: `${id}-msg`, laneKey, payload, correlationId })));
  await finishDispatch(db, { effectIds: due.map(({ id }) => id), at: new Date() });
}

/** Writes and dispatches one answer to a request of the chat, as a turn does. */
async function answer(chatId: string, html: string): Promise<string> {
  const updateId = String((lastUpdate += 1));
  const jobId = `tg-${BOT}-${updateId}`;
  const at = new Date();
  const claim = await claimUpdate(db, { botId: BOT, updateId, event: 'update', chatId, userId: chatId, kind: 'message', correlationId: jobId, payload: {}, receivedAt: at, at, floodLimit: 60 });
  const id = `${jobId}-1`;
  const message = { type: 'text', text: html, delivery: 'at-least-once' };
  await commitTurn(db, {
    seq: claim.row.seq, requestSeq: claim.requestSeq, at, result: 'answered', firstMessage: 'due', expectedSessionVersion: claim.sessionVersion, session: null,
    chat: { kind: 'private' }, effects: [{ id, n: 1, kind: 'message.send', gated: true, payload: { effectId: id, botId: BOT, chatId, message }, laneKey: chatId }], audit: [], keep: [], ended: [],
  });
  await add(await effectsOf(db, claim.row.seq));
  return id;
}

const sent = (chatId: string) => botApi.callsOf('sendMessage').filter((call) => call.params['chat_id'] === chatId).map((call) => call.params['text']);

describe.each(BACKENDS)('on %s', (backend) => {
  beforeEach(() => begin(backend));

  test('answers leave in the order of their chat, each once, and the commands are set', async () => {
    const app = await startNotifier(backend);
    const chats = ['1', '2', '3'].map((chat) => `${chat}${lastUpdate + 1}`);
    for (let n = 0; n < 5; n += 1) for (const chat of chats) await answer(chat, `n ${n}`);
    for (const chat of chats) await waitFor(() => sent(chat).length === 5, { what: `the answers of ${chat}`, timeoutMs: 20_000 });
    for (const chat of chats) expect(sent(chat)).toEqual(['n 0', 'n 1', 'n 2', 'n 3', 'n 4']);
    await waitFor(() => botApi.callsOf('setMyCommands').length === 3, { what: 'the commands' });
    const { url } = JSON.parse(await app.waitForLine(/"event":"listening"/)) as { url: string };
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toMatchObject([200, { live: true, ready: true }]);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('ownerbot_notifier_sends_total{type="text",outcome="sent"} 15');
    expect(await app.stop()).toBe(0);
  });

  test('killed in the middle of a send, the next notifier sends it and what waits behind it, once each', async () => {
    const chat = `7${lastUpdate + 1}`;
    const app = await startNotifier(backend);
    botApi.next('sendMessage', { type: 'hang' });
    const ids = [await answer(chat, 'first'), await answer(chat, 'second')];
    await waitFor(() => sent(chat).length === 1, { what: 'the send that hangs', timeoutMs: 20_000 });
    await app.kill();
    await startNotifier(backend);
    await waitFor(() => sent(chat).length === 3, { what: 'both answers', timeoutMs: 40_000 });
    expect(sent(chat)).toEqual(['first', 'first', 'second']);
    const state = () => db.query(sql`select 1 from effects where id = any(${ids}::text[]) and state = 'finished'`);
    await waitFor(async () => (await state()).length === 2, { what: 'both to be finished' });
    expect(await readyMessages(db, { botId: BOT, chatId: chat })).toEqual([]);
  });

  test('a refused answer is dead, and its job lies in the failed set with the reason', async () => {
    const chat = `8${lastUpdate + 1}`;
    await startNotifier(backend);
    botApi.always('sendMessage', (call) => (call.params['text'] === 'bad' ? apiFail(400, "Bad Request: can't parse entities") : apiOk({ message_id: 1 })));
    await answer(chat, 'bad');
    await answer(chat, 'good');
    await waitFor(() => sent(chat).includes('good'), { what: 'the answer behind it', timeoutMs: 20_000 });
    expect(sent(chat)).toEqual(['bad', 'good']);
    const audited = () => db.query<{ fields: { description: string } }>(sql`select fields from audit_events where event_type = 'job_dead' order by id desc limit 1`);
    const [event] = await waitFor(async () => { const rows = await audited(); return rows.length > 0 && rows; }, { what: 'the audit' });
    expect(event?.fields.description).toContain("can't parse entities");
  });
});

leakCheck();
