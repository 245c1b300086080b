import type { OutgoingMessage } from '@ownerbot/queues';
import { markSending, type Database } from '@ownerbot/storage';
import { apiFail, leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { BOT, CHAT, OutboxWorld, text } from '../test-support/outbox-world';

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

leakCheck();
