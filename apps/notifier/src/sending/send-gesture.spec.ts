import type { OutgoingMessage } from '@ownerbot/queues';
import { sql, type Database } from '@ownerbot/storage';
import { apiFail, leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { CHAT, OutboxWorld, text } from '../test-support/outbox-world';

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

const isDone = { type: 'done' };

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

leakCheck();
