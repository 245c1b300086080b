import type { DeadJob } from '@ownerbot/queues';
import { chatState, StoreUnavailableError, type Database } from '@ownerbot/storage';
import { apiFail, apiTooMany, leakCheck, startBotApi, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { TelegramError } from '@ownerbot/telegram';
import { BOT, OutboxWorld, text } from '../test-support/outbox-world';
import { buryDeadMessage } from './bury';

let database: TestDatabase;
let db: Database;
let world: OutboxWorld;

beforeAll(async () => {
  database = await testDatabase();
  db = database.open();
});

beforeEach(async () => {
  world = await OutboxWorld.open(db);
});

afterEach(() => world.close());

afterAll(() => database.drop());

const sentTexts = () => world.botApi.callsOf('sendMessage').map((call) => call.params['text']);
const once = (html: string) => text(html, { delivery: 'at-most-once' });
const isDone = { type: 'done' };

describe('429', () => {
  test('is waited out without losing an attempt, and the next try sends', async () => {
    const message = once('Считаю…');
    world.botApi.next('sendMessage', apiTooMany(7));
    const { effectId, outcome } = await world.say(message);
    expect(outcome).toMatchObject({ type: 'later', ms: 7_000 });
    expect(await world.run(world.job(effectId, message))).toMatchObject({ type: 'later', ms: 7_000 });
    expect(sentTexts()).toHaveLength(1);
    world.clock.advance(7_000);
    expect(await world.run(world.job(effectId, message))).toEqual(isDone);
    expect(sentTexts()).toHaveLength(2);
    expect(await world.metrics.render()).toContain('ownerbot_telegram_rate_limited_total{scope="chat"} 1');
  });

  test('of one chat leaves other chats alone, of two it holds back all', async () => {
    world.botApi.next('sendMessage', apiTooMany(5));
    await world.say(text('1'), { chatId: '1' });
    expect((await world.say(text('2'), { chatId: '2' })).outcome).toEqual(isDone);
    world.botApi.next('sendMessage', apiTooMany(5));
    await world.say(text('3'), { chatId: '3' });
    expect((await world.say(text('4'), { chatId: '4' })).outcome).toMatchObject({ type: 'later', ms: 5_000 });
  });
});

describe('a chat that refuses us', () => {
  test('is blocked and audited once, its messages are skipped, and nothing more is tried', async () => {
    world.botApi.always('sendMessage', () => apiFail(403, 'Forbidden: bot was blocked by the user'));
    const [first = ''] = await world.request([text('1')]);
    const [second = ''] = await world.request([text('2')]);
    expect(await world.run(world.job(first, text('1')))).toEqual(isDone);
    expect(world.added.map(({ id }) => id)).toEqual([`${second}-msg`]);
    expect(await world.run(world.job(second, text('2')))).toEqual(isDone);
    expect(sentTexts()).toEqual(['1']);
    expect(await chatState(world.db, { botId: BOT, chatId: '42' })).toMatchObject({ blockedReason: 'Forbidden: bot was blocked by the user' });
    expect(await world.rows(second)).toMatchObject([{ state: 'skipped', code: 'CHAT_BLOCKED' }]);
    expect((await world.audited()).map(({ type, severity }) => [type, severity])).toEqual([['chat_blocked', 'warning']]);
    expect(await world.effectState(second)).toBe('finished');
  });

  test('is written to again after its next update', async () => {
    world.botApi.next('sendMessage', apiFail(403, 'Forbidden: bot was blocked by the user'));
    await world.say(text('1'));
    await world.say(text('2'));
    expect(sentTexts()).toEqual(['1', '2']);
  });
});

describe('a group that became a supergroup', () => {
  test('is followed at once, and later messages go to the new id by themselves', async () => {
    world.botApi.next('sendMessage', apiFail(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1009 }));
    expect((await world.say(text('1'), { chatId: '-5' })).outcome).toEqual(isDone);
    expect((await world.say(text('2'), { chatId: '-5' })).outcome).toEqual(isDone);
    expect(world.botApi.callsOf('sendMessage').map((call) => call.params['chat_id'])).toEqual(['-5', '-1009', '-1009']);
    expect(await chatState(world.db, { botId: BOT, chatId: '-5' })).toMatchObject({ migratedTo: '-1009' });
  });
});

describe('a refused message', () => {
  test('is dead with its description, audited as an error, and the answer behind it goes', async () => {
    const [broken, fine] = [text('<b>1'), text('2')];
    const [first = ''] = await world.request([broken]);
    const [second = ''] = await world.request([fine]);
    expect(await world.effectState(second)).toBe('pending');
    world.botApi.next('sendMessage', apiFail(400, "Bad Request: can't parse entities: Can't find end tag"));
    const job = world.job(first, broken);
    const outcome = await world.run(job);
    expect(outcome).toMatchObject({ type: 'dead', error: { code: 'TELEGRAM_BAD_REQUEST', description: expect.stringContaining("can't parse entities") as string } });
    expect(await world.rows(first)).toMatchObject([{ state: 'failed', code: 'TELEGRAM_BAD_REQUEST' }]);
    expect(world.added.map(({ id }) => id)).toEqual([`${second}-msg`]);
    expect(await world.effectState(second)).toBe('dispatched');

    const error = outcome.type === 'dead' ? outcome.error : new TelegramError({ method: 'x', kind: 'network', description: 'x', sent: 'no' });
    const deadJob: DeadJob = { queue: 'outbox-0', kind: 'message.send', id: job.id, correlationId: job.correlationId, payload: job.payload, attempts: 1, addedAt: job.addedAt, diedAt: world.clock.now(), history: [{ at: null, code: error.code, message: error.message, stack: [] }] };
    await buryDeadMessage(world.parts(), world.log)(deadJob, error);
    await buryDeadMessage(world.parts(), world.log)(deadJob, error);
    expect(await world.audited()).toMatchObject([{ type: 'job_dead', severity: 'error', fields: { code: 'TELEGRAM_BAD_REQUEST', description: expect.stringContaining('entities') as string } }]);
  });

  test('whose payload is of no shape at all is buried too', async () => {
    const error = new TelegramError({ method: 'x', kind: 'network', description: 'x', sent: 'no' });
    await buryDeadMessage(world.parts(), world.log)({ queue: 'outbox-0', kind: 'message.send', id: 'x-msg', correlationId: 'x', payload: 7, attempts: 1, addedAt: world.clock.now(), diedAt: world.clock.now(), history: [] }, error);
    expect(await world.audited()).toMatchObject([{ type: 'job_dead' }]);
  });
});

describe('Telegram away', () => {
  test('costs an answer no attempt, is asked after less and less often, and then it is sent', async () => {
    const message = text('42');
    const [effectId = ''] = await world.request([message]);
    const addedAt = world.clock.now();
    const { port } = world.botApi;
    await world.botApi.stop();
    for (const [ageMs, waitMs] of [[0, 500], [20_000, 5_000], [600_000, 15_000]] as const) {
      world.clock.set(new Date(addedAt.getTime() + ageMs));
      expect(await world.run(world.job(effectId, message, { addedAt }))).toMatchObject({ type: 'later', ms: waitMs });
    }
    expect(world.state.check()).toMatchObject({ ok: false });
    const back = await startBotApi({ port });
    try {
      expect(await world.run(world.job(effectId, message, { addedAt }))).toEqual(isDone);
      expect(back.callsOf('sendMessage')).toHaveLength(1);
      expect(world.state.check()).toEqual({ ok: true });
    } finally {
      await back.stop();
    }
  });

  test('for longer than an hour uses up the attempts, and the last one ends it', async () => {
    const message = text('42');
    const [effectId = ''] = await world.request([message]);
    world.botApi.always('sendMessage', () => apiFail(502, 'Bad Gateway'));
    const addedAt = new Date(world.clock.now().getTime() - 3_600_000);
    expect(await world.run(world.job(effectId, message, { addedAt, attempt: 9 }))).toMatchObject({ type: 'retry' });
    expect(await world.run(world.job(effectId, message, { addedAt, attempt: 10 }))).toMatchObject({ type: 'dead' });
    expect(await world.effectState(effectId)).toBe('finished');
  });

  test('in the middle of a call sends an answer again, and what must not come twice not', async () => {
    world.botApi.next('sendMessage', { type: 'reset' }, { type: 'reset' });
    const answer = await world.say(text('42'));
    expect(answer.outcome).toMatchObject({ type: 'later' });
    const progress = await world.say(once('Считаю…'), { chatId: '2' });
    expect(progress.outcome).toEqual(isDone);
    expect(await world.rows(progress.effectId)).toMatchObject([{ state: 'skipped', code: 'SEND_UNCERTAIN' }]);
  });

  test('before the call began keeps what must not come twice for later', async () => {
    const message = once('Считаю…');
    const [effectId = ''] = await world.request([message]);
    const { port } = world.botApi;
    await world.botApi.stop();
    expect(await world.run(world.job(effectId, message))).toMatchObject({ type: 'later' });
    const back = await startBotApi({ port });
    expect(await world.run(world.job(effectId, message))).toEqual(isDone);
    expect(back.callsOf('sendMessage')).toHaveLength(1);
    await back.stop();
  });
});

test('Postgres away costs no attempt', async () => {
  const message = text('42');
  const [effectId = ''] = await world.request([message]);
  const away = { ...world.db, query: () => Promise.reject(new StoreUnavailableError('ECONNREFUSED')) };
  expect(await world.run(world.job(effectId, message), { db: away })).toMatchObject({ type: 'interrupted' });
  expect(sentTexts()).toEqual([]);
});

leakCheck();
