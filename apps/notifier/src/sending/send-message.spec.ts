import { apiFail, apiTooMany, leakCheck, startBotApi, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { chatState, markSending, sql, StoreUnavailableError, type Database } from '@ownerbot/storage';
import type { DeadJob, OutgoingMessage } from '@ownerbot/queues';
import { TelegramError } from '@ownerbot/telegram';
import { BOT, CHAT, OutboxWorld, text } from '../test-support/outbox-world';
import { buryMessage } from './send-message';

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

describe('a text', () => {
  test('is sent with its keyboard as an answer to its question, and its id is kept', async () => {
    const { effectId, outcome } = await world.say(text('<b>42</b>', { buttons: [[{ text: 'Ещё', data: 'go:a:1' }]], replyToMessageId: '7' }));
    expect(outcome).toEqual(isDone);
    expect(world.botApi.callsOf('sendMessage')[0]?.params).toMatchObject({ chat_id: CHAT, text: '<b>42</b>' });
    expect(await world.rows(effectId)).toEqual([{ part: 0, kind: 'send', state: 'sent', id: '101', code: null }]);
    expect(await world.effectState(effectId)).toBe('finished');
  });

  test('too long for one message goes in numbered parts, the keyboard below the last, the reply on the first', async () => {
    const { effectId } = await world.say(text('слово '.repeat(1_500), { buttons: [[{ text: 'Ещё', data: 'go:a:1' }]], replyToMessageId: '7' }));
    const calls = world.botApi.callsOf('sendMessage').map((call) => call.params);
    expect(calls.map((params) => params['text']?.slice(-3))).toEqual(['1/3', '2/3', '3/3']);
    expect(calls.map((params) => 'reply_markup' in params)).toEqual([false, false, true]);
    expect(calls.map((params) => 'reply_parameters' in params)).toEqual([true, false, false]);
    expect((await world.rows(effectId)).map(({ part, state }) => [part, state])).toEqual([[0, 'sent'], [1, 'sent'], [2, 'sent']]);
  });

  test('goes on at the first part that has not left', async () => {
    const message = text('слово '.repeat(1_500));
    const [effectId = ''] = await world.request([message]);
    world.botApi.always('sendMessage', (call) => (call.params['text']?.endsWith('2/3') ? apiFail(500, 'Internal Server Error') : { type: 'ok', result: { message_id: 5 } }));
    expect(await world.run(world.job(effectId, message))).toMatchObject({ type: 'later' });
    expect(await world.effectState(effectId)).toBe('dispatched');
    world.botApi.always('sendMessage', () => ({ type: 'ok', result: { message_id: 6 } }));
    expect(await world.run(world.job(effectId, message))).toEqual(isDone);
    expect(sentTexts().map((one) => one?.slice(-3))).toEqual(['1/3', '2/3', '2/3', '3/3']);
  });

  test('that was sent before is not sent again', async () => {
    const message = text('42');
    const { effectId } = await world.say(message);
    expect(await world.run(world.job(effectId, message))).toEqual(isDone);
    expect(sentTexts()).toHaveLength(1);
  });

  test('without anything to see is given up', async () => {
    const { effectId, outcome } = await world.say(text(' \n '));
    expect(outcome).toMatchObject({ type: 'dead', error: { code: 'TELEGRAM_LIMIT' } });
    expect(await world.effectState(effectId)).toBe('finished');
  });
});

describe('a crash between the mark and the end', () => {
  const interrupted = async (message: OutgoingMessage) => {
    const [effectId = ''] = await world.request([message]);
    await markSending(world.db, { effectId, part: 0, botId: BOT, chatId: CHAT, kind: 'send', at: world.clock.now() });
    return { effectId, outcome: await world.run(world.job(effectId, message)) };
  };

  test('sends an answer again', async () => {
    const { outcome } = await interrupted(text('42'));
    expect(outcome).toEqual(isDone);
    expect(sentTexts()).toEqual(['42']);
  });

  test('does not send again what must not come twice, and the chat goes on', async () => {
    const { effectId, outcome } = await interrupted(once('Считаю…'));
    expect(outcome).toEqual(isDone);
    expect(sentTexts()).toEqual([]);
    expect(await world.rows(effectId)).toMatchObject([{ state: 'skipped', code: 'SEND_UNCERTAIN' }]);
    expect(await world.effectState(effectId)).toBe('finished');
  });
});

describe('an edit', () => {
  const progressThenAnswer = async (answer: object = {}) => {
    const progress = once('Считаю…');
    const [first = '', second = ''] = await world.request([progress, text('42')]);
    await world.run(world.job(first, progress));
    return { first, second, answer: text('42', { editOf: first, ...answer }) };
  };

  test('takes the place of what the named effect sent', async () => {
    const { second, answer } = await progressThenAnswer();
    expect(await world.run(world.job(second, answer))).toEqual(isDone);
    expect(world.botApi.callsOf('editMessageText')[0]?.params).toMatchObject({ chat_id: CHAT, message_id: '101', text: '42' });
    expect(sentTexts()).toEqual(['Считаю…']);
    expect(await world.rows(second)).toEqual([{ part: 0, kind: 'edit', state: 'sent', id: '101', code: null }]);
  });

  test('that changes nothing is a success', async () => {
    const { second, answer } = await progressThenAnswer();
    world.botApi.next('editMessageText', apiFail(400, 'Bad Request: message is not modified: specified new message content and reply markup are exactly the same'));
    expect(await world.run(world.job(second, answer))).toEqual(isDone);
    expect(sentTexts()).toHaveLength(1);
  });

  test.each(['Bad Request: message to edit not found', "Bad Request: message can't be edited"])('that is impossible (%s) becomes a new message', async (description) => {
    const { second, answer } = await progressThenAnswer();
    world.botApi.next('editMessageText', apiFail(400, description));
    expect(await world.run(world.job(second, answer))).toEqual(isDone);
    expect(sentTexts()).toEqual(['Считаю…', '42']);
    expect(await world.rows(second)).toMatchObject([{ state: 'sent', id: '102' }]);
  });

  test('of a message that was never sent is a new message', async () => {
    const { outcome } = await world.say(text('42', { editOf: 'tg-99-999-1' }));
    expect(outcome).toEqual(isDone);
    expect(sentTexts()).toEqual(['42']);
  });

  test('by the id of Telegram edits that message', async () => {
    await world.say(text('menu', { editMessageId: '77' }));
    expect(world.botApi.callsOf('editMessageText')[0]?.params).toMatchObject({ message_id: '77' });
  });

  test('into a text of several parts edits the first and sends the others', async () => {
    const { second, answer } = await progressThenAnswer({ text: 'слово '.repeat(1_000) });
    await world.run(world.job(second, answer));
    expect(world.botApi.callsOf('editMessageText')).toHaveLength(1);
    expect(sentTexts().map((one) => one?.slice(-3))).toEqual(['аю…', '2/2']);
  });
});

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
    expect(await chatState(world.db, { botId: BOT, chatId: CHAT })).toMatchObject({ blockedReason: 'Forbidden: bot was blocked by the user' });
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
    const deadJob: DeadJob = { queue: 'outbox-0', kind: 'message.send', id: job.id, correlationId: job.correlationId, payload: job.payload, attempts: 1, addedAt: job.addedAt };
    await buryMessage(world.parts(), world.log)(deadJob, error);
    await buryMessage(world.parts(), world.log)(deadJob, error);
    expect(await world.audited()).toMatchObject([{ type: 'job_dead', severity: 'error', fields: { code: 'TELEGRAM_BAD_REQUEST', description: expect.stringContaining('entities') as string } }]);
  });

  test('whose payload is of no shape at all is buried too', async () => {
    const error = new TelegramError({ method: 'x', kind: 'network', description: 'x', sent: 'no' });
    await buryMessage(world.parts(), world.log)({ queue: 'outbox-0', kind: 'message.send', id: 'x-msg', correlationId: 'x', payload: 7, attempts: 1, addedAt: world.clock.now() }, error);
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

describe('the order of answers', () => {
  test('an answer takes along the next one of its chat', async () => {
    const [first = ''] = await world.request([text('1')]);
    const [second = ''] = await world.request([text('2')]);
    await world.run(world.job(first, text('1')));
    expect(world.added.map(({ id }) => id)).toEqual([`${second}-msg`]);
  });

  test('what a kill after the sending left behind is taken along by the repeated run', async () => {
    const [first = ''] = await world.request([text('1')]);
    await world.request([text('2')]);
    const broken = { ...world.parts().producer, addAll: () => Promise.reject(new Error('killed here')) };
    await expect(world.run(world.job(first, text('1')), { producer: broken })).rejects.toThrow('killed here');
    expect(await world.run(world.job(first, text('1')))).toEqual(isDone);
    expect(sentTexts()).toEqual(['1']);
    expect(world.added).toHaveLength(1);
  });
});

describe('gestures', () => {
  test('a press is answered, and too late counts as done', async () => {
    const message: OutgoingMessage = { type: 'callback', callbackQueryId: 'q1', text: 'Уже выполняется', alert: true };
    expect((await world.say(message)).outcome).toEqual(isDone);
    expect(world.botApi.callsOf('answerCallbackQuery')[0]?.params).toEqual({ callback_query_id: 'q1', text: 'Уже выполняется', show_alert: 'true' });
    world.botApi.next('answerCallbackQuery', apiFail(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid'));
    const late = await world.say(message);
    expect(late.outcome).toEqual(isDone);
    expect(await world.effectState(late.effectId)).toBe('finished');
  });

  test('an action shows once, needs no row, and a failure of it fails nothing', async () => {
    const typing: OutgoingMessage = { type: 'action', action: 'typing' };
    world.botApi.next('sendChatAction', apiFail(500, 'Internal Server Error'));
    expect(await world.run(world.job('tg-99-1-1-typing-1', typing))).toEqual(isDone);
    expect(await world.run(world.job('tg-99-1-1-typing-2', typing))).toEqual(isDone);
    expect(await world.run(world.job('tg-99-1-1-typing-3', typing, { addedAt: new Date(world.clock.now().getTime() - 6_000) }))).toEqual(isDone);
    expect(world.botApi.callsOf('sendChatAction')).toHaveLength(2);
    expect(await world.db.query(sql`select 1 from messages`)).toEqual([]);
  });

  test('buttons are taken away from the message of an effect or of an id; a message that is gone is fine', async () => {
    const { effectId } = await world.say(text('menu'));
    await world.say({ type: 'markup', of: effectId });
    world.botApi.next('editMessageReplyMarkup', apiFail(400, 'Bad Request: message to edit not found'));
    expect((await world.say({ type: 'markup', messageId: '55' })).outcome).toEqual(isDone);
    expect(world.botApi.callsOf('editMessageReplyMarkup').map((call) => call.params)).toEqual([{ chat_id: CHAT, message_id: '101' }, { chat_id: CHAT, message_id: '55' }]);
  });

  test('buttons of a message that was never sent need no call', async () => {
    const { effectId, outcome } = await world.say({ type: 'markup', of: 'tg-99-999-1' });
    expect(outcome).toEqual(isDone);
    expect(await world.effectState(effectId)).toBe('finished');
    expect(world.botApi.calls).toEqual([]);
  });

  test('a message is deleted, or loses its buttons where Telegram keeps it', async () => {
    await world.say({ type: 'delete', messageId: '5' });
    world.botApi.next('deleteMessage', apiFail(400, "Bad Request: message can't be deleted for everyone"));
    expect((await world.say({ type: 'delete', messageId: '6' })).outcome).toEqual(isDone);
    expect(world.botApi.calls.map((call) => [call.method, call.params['message_id']])).toEqual([['deleteMessage', '5'], ['deleteMessage', '6'], ['editMessageReplyMarkup', '6']]);
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
