import { createQueues, done, type Consumer, type JobContext, type Queues } from '@ownerbot/queues';
import { createMetrics, deadlineIn, silentLogger, systemClock, type Service } from '@ownerbot/runtime';
import { markRecipient, moveBroadcast, openDatabase, readBroadcast, sql, startBroadcast, type BroadcastFacts, type BroadcastState, type Database } from '@ownerbot/storage';
import { createTelegram } from '@ownerbot/telegram';
import { apiFail, apiOk, apiTooMany, leakCheck, startBotApi, startRedis, testDatabase, waitFor, type ScriptedBotApi, type TestDatabase, type TestRedis } from '@ownerbot/testing';
import { notifierMetrics } from '../notifier-metrics';
import { floodWaits } from '../sending/flood-waits';
import type { BroadcastParts } from './broadcast-parts';
import { broadcastWaits } from './broadcast-waits';
import { feedBroadcasts, feedOnce } from './feed-broadcasts';
import { endDeadRecipient, sendBroadcast } from './send-broadcast';

const BOT = '99';
const TOKEN = `${BOT}:AAAAAAAAAAAAAAAAAAAAAAAA`;
const PER_SECOND = 25;

jest.setTimeout(90_000);

describe.each(['redis', 'postgres'] as const)('a broadcast on %s', (backend) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let db: Database;
  let botApi: ScriptedBotApi;
  let queues: Queues;
  let parts: BroadcastParts;
  let running: (Consumer | Service)[];
  /** When each message arrived. */
  let arrivals: number[];

  beforeAll(async () => {
    database = await testDatabase();
    redis = backend === 'redis' ? await startRedis() : undefined;
    db = openDatabase({ url: database.url, applicationName: 'broadcast test', maxConnections: 6 });
    queues = createQueues({ settings: { backend, redisUrl: redis?.url, databaseUrl: database.url }, log: silentLogger });
    await queues.migrate();
  });
  afterAll(async () => {
    await queues.close();
    await db.close();
    await redis?.remove();
    await database.drop();
  });

  beforeEach(async () => {
    await db.query(sql`truncate broadcasts, broadcast_recipients, chats, audit_events`);
    [botApi, running, arrivals] = [await startBotApi(), [], []];
    botApi.always('sendMessage', () => {
      arrivals.push(performance.now());
      return apiOk({ message_id: 500 + arrivals.length, date: 1, chat: { id: 1, type: 'private' } });
    });
    const telegram = createTelegram({ token: TOKEN, apiRoot: botApi.url, timeoutMs: 2_000 });
    parts = { db, producer: queues.producer(), telegram, waits: floodWaits(systemClock), broadcastWaits: broadcastWaits(systemClock), clock: systemClock, counts: notifierMetrics(createMetrics()) };
  });
  afterEach(async () => {
    await Promise.all(running.map((one) => one.stop(deadlineIn(4_000))));
    await botApi.stop();
  });

  const begin = async (chats: number): Promise<string> => {
    const chatIds = Array.from({ length: chats }, (_, index) => String(1_000 + index));
    const audit = { eventType: 'broadcast_started', severity: 'info', fields: {} } as const;
    return (await startBroadcast(db, { botId: BOT, text: '<b>News</b>', silent: true, chatIds, by: 'test', at: new Date(), audit })).id;
  };
  const run = async (): Promise<void> => {
    const consumer = queues.consumer({ families: ['broadcast'], handlers: { 'broadcast.send': sendBroadcast(parts) }, perSecond: PER_SECOND, onDead: endDeadRecipient(parts) });
    running = [consumer, feedBroadcasts({ ...parts, botId: BOT, perSecond: PER_SECOND, log: silentLogger, everyMs: 50 })];
    for (const one of running) await one.start();
  };
  const move = (id: string, from: BroadcastState, to: BroadcastState) => moveBroadcast(db, { id, from: [from], to, at: new Date(), by: 'operator', audit: { eventType: `broadcast_${to}`, severity: 'info', fields: { id } } });
  const facts = async (id: string): Promise<BroadcastFacts> => (await readBroadcast(db, id)) ?? Promise.reject(new Error(`no broadcast ${id}`));
  const isDone = (id: string) => waitFor(async () => (await facts(id)).state === 'done', { what: 'the broadcast to be through', timeoutMs: 30_000 });

  test('reaches everybody once, never faster than its rate, and ends by itself', async () => {
    const id = await begin(30);
    await run();
    await isDone(id);
    expect((await facts(id)).recipients).toEqual({ sent: 30 });
    expect(botApi.calls.map(({ params }) => params['chat_id']).sort()).toEqual(Array.from({ length: 30 }, (_, index) => String(1_000 + index)));
    expect(botApi.calls[0]?.params).toMatchObject({ text: '<b>News</b>', disable_notification: 'true' });
    const inOneSecond = arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + 1_000).length);
    expect(Math.max(...inOneSecond)).toBeLessThanOrEqual(PER_SECOND + 1);
    const [event] = await db.query<{ fields: { recipients: unknown } }>(sql`select fields from audit_events where event_type = 'broadcast_done'`);
    expect(event?.fields.recipients).toEqual({ sent: 30 });
  });

  test('stands still while it is paused, goes on, and ends for those whom a cancel spares', async () => {
    const id = await begin(60);
    await run();
    await waitFor(() => arrivals.length >= 5, { what: 'the first messages' });
    expect(await move(id, 'running', 'paused')).toBe(true);
    await waitFor(async () => (await facts(id)).recipients.sending === undefined, { what: 'the calls under way' });
    const atPause = arrivals.length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(arrivals.length).toBe(atPause);

    expect(await move(id, 'paused', 'running')).toBe(true);
    await waitFor(() => arrivals.length > atPause, { what: 'it to go on' });
    expect(await move(id, 'running', 'cancelled')).toBe(true);
    await waitFor(async () => (await facts(id)).recipients.sending === undefined, { what: 'the calls under way' });
    const { recipients, state } = await facts(id);
    expect([state, (recipients.sent ?? 0) + (recipients.cancelled ?? 0), recipients.sent]).toEqual(['cancelled', 60, arrivals.length]);
    expect(await move(id, 'paused', 'running')).toBe(false);
  });

  test('a 429 holds it up, and no answer', async () => {
    // Long enough for a busy machine to see it.
    botApi.next('sendMessage', apiTooMany(3));
    const id = await begin(3);
    await run();
    await waitFor(() => botApi.calls.length > 0, { what: 'the refusal' });
    await waitFor(() => parts.broadcastWaits.remainingMs() > 0, { what: 'the wait', everyMs: 2 });
    expect(parts.waits.remainingMs('1000')).toBe(0);
    await isDone(id);
    expect((await facts(id)).recipients).toEqual({ sent: 3 });
  });

  test('who has blocked the bot, or cannot be reached for certain, is counted and not tried again', async () => {
    botApi.always('sendMessage', ({ params }) => {
      if (params['chat_id'] === '1000') return apiFail(403, 'Forbidden: bot was blocked by the user');
      if (params['chat_id'] === '1001') return apiFail(400, 'Bad Request: chat not found');
      return apiOk({ message_id: 7, date: 1, chat: { id: 1, type: 'private' } });
    });
    const id = await begin(3);
    await run();
    await isDone(id);
    expect((await facts(id)).recipients).toEqual({ failed: 2, sent: 1 });
    expect(botApi.calls).toHaveLength(3);
  });

  describe('a process that is killed', () => {
    const jobOf = (broadcastId: string): JobContext<'broadcast.send'> => ({
      kind: 'broadcast.send', id: `bc-${broadcastId}-1000`, payload: { broadcastId, botId: BOT, chatId: '1000' }, correlationId: `bc-${broadcastId}`,
      attempt: 1, attemptsAllowed: 5, addedAt: new Date(), signal: new AbortController().signal, log: silentLogger,
    });
    const recipient = async (id: string): Promise<string> => Object.keys((await facts(id)).recipients).join();
    const notAdding = { add: () => Promise.resolve(), addAll: () => Promise.resolve() };
    const feed = (later = 0) => feedOnce({ ...parts, producer: notAdding, clock: { now: () => new Date(Date.now() + later) }, botId: BOT, perSecond: PER_SECOND, log: silentLogger });

    test('between taking recipients and adding their jobs: they are added again later', async () => {
      const id = await begin(1);
      await feed();
      expect(await recipient(id)).toBe('queued');
      const added: string[] = [];
      await feedOnce({ ...parts, producer: { ...notAdding, addAll: (jobs) => Promise.resolve(void added.push(...jobs.map((job) => job.id))) }, clock: { now: () => new Date(Date.now() + 301_000) }, botId: BOT, perSecond: PER_SECOND, log: silentLogger });
      expect(added).toEqual([`bc-${id}-1000`]);
    });

    test('before the mark: the next run sends', async () => {
      const id = await begin(1);
      await feed();
      expect(await sendBroadcast(parts)(jobOf(id))).toEqual(done());
      expect([await recipient(id), arrivals.length]).toEqual(['sent', 1]);
    });

    test('between the mark and the note of what Telegram said: nobody sends again', async () => {
      const id = await begin(1);
      await feed();
      expect((await markRecipient(db, { broadcastId: id, chatId: '1000', at: new Date() }))?.after).toBe('sending');
      expect(await sendBroadcast(parts)(jobOf(id))).toEqual(done());
      expect([await recipient(id), arrivals.length]).toEqual(['unconfirmed', 0]);
    });

    test('there, with the job gone too: the row ends by itself, and the broadcast with it', async () => {
      const id = await begin(1);
      await feed();
      await markRecipient(db, { broadcastId: id, chatId: '1000', at: new Date() });
      await feed(301_000);
      expect([await recipient(id), (await facts(id)).state]).toEqual(['unconfirmed', 'done']);
    });

    test('after the note: the job that runs again changes nothing', async () => {
      const id = await begin(1);
      await feed();
      await sendBroadcast(parts)(jobOf(id));
      expect(await sendBroadcast(parts)(jobOf(id))).toEqual(done());
      expect([await recipient(id), arrivals.length]).toEqual(['sent', 1]);
    });
  });
});

leakCheck();
