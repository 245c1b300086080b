import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { blockChat, chatState, migrateChat } from '../chats/chat-state';
import type { Database, Db } from '../db/db';
import { sql } from '../db/sql';
import { answer, BOT, effectStates, NOON, secondsAfterNoon, takeTurn } from '../fixtures/turns';
import { readTrace } from '../ledger/read-trace';
import { markFailed } from './mark-failed';
import { markSending, type Sending } from './mark-sending';
import { markSent } from './mark-sent';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

const chat = { botId: BOT, chatId: '1001' };
const sending = (more: Partial<Sending> = {}): Sending => ({ ...chat, effectId: 'j1-1', part: 0, kind: 'send', text: 'hello', at: NOON, ...more });

test('a message is new once; begun again it may have been sent; sent it stays sent', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  expect(await markSending(db, sending())).toMatchObject({ effectState: 'pending', before: 'new', telegramMessageId: null });
  expect((await markSending(db, sending())).before).toBe('sending');
  await markSent(db, { effectId: 'j1-1', part: 0, isLast: false, telegramMessageId: '77', at: NOON });
  expect(await markSending(db, sending())).toMatchObject({ effectState: 'pending', before: 'sent', telegramMessageId: '77' });
  expect((await markSending(db, sending({ part: 1 }))).before).toBe('new');
  await markSent(db, { effectId: 'j1-1', part: 1, isLast: true, telegramMessageId: '78', at: NOON });
  expect(await markSending(db, sending({ part: 1 }))).toMatchObject({ effectState: 'finished', before: 'sent', telegramMessageId: '78' });
});

test('of senders at the same moment one sees a new message', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  const marks = await Promise.all(Array.from({ length: 6 }, () => markSending(db, sending())));
  expect(marks.filter((one) => one.before === 'new')).toHaveLength(1);
  expect(marks.filter((one) => one.before === 'sending')).toHaveLength(5);
});

test('nothing is marked for a finished effect', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  await db.query(sql`update effects set state = 'finished'`);
  expect(await markSending(db, sending())).toMatchObject({ effectState: 'finished', before: 'new' });
  expect(await db.query(sql`select 1 from messages`)).toEqual([]);
});

test.each([[true, 'off'], [false, 'on']])('the mark of a message that may be sent again (%s) does not wait for the disk; what is said after it does', async (mayRepeat, waits) => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  const durability = async (on: Db) => (await on.query<{ now: string }>(sql`select current_setting('synchronous_commit') as now`))[0]?.now;
  const usual = await durability(db);
  const during = await db.transaction(async (tx) => {
    await tx.query(sql`set local synchronous_commit = on`);
    expect((await markSending(tx, sending({ mayRepeat }))).before).toBe('new');
    return durability(tx);
  });
  expect(during).toBe(waits);
  expect(await durability(db)).toBe(usual);
});

test('an edit finds the message of the effect that it changes', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  expect((await markSending(db, sending({ effectId: 'j2-1', editOf: 'j1-1' }))).target).toBeNull();
  await markSending(db, sending());
  await markSent(db, { effectId: 'j1-1', part: 0, isLast: true, telegramMessageId: '77', at: NOON });
  expect((await markSending(db, sending({ effectId: 'j3-1', editOf: 'j1-1' }))).target).toBe('77');
});

test('a failure keeps its reason and finishes the effect; what was sent is not made undone', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  await markSending(db, sending());
  await markFailed(db, { effectId: 'j1-1', part: 0, state: 'failed', code: 'BAD_REQUEST', description: 'can\'t parse\0', at: NOON });
  expect(await db.query(sql`select state, error_code, description from messages`)).toEqual([{ state: 'failed', error_code: 'BAD_REQUEST', description: 'can\'t parse\ufffd' }]);
  expect(await effectStates(db)).toEqual({ 'j1-1': 'finished' });
  await markSent(db, { effectId: 'j1-1', part: 0, isLast: true, telegramMessageId: '77', at: NOON });
  await markFailed(db, { effectId: 'j1-1', part: 0, state: 'skipped', code: 'X', description: '', at: NOON });
  expect(await db.query(sql`select state, error_code from messages`)).toEqual([{ state: 'sent', error_code: null }]);
});

test('a chat that refuses us is blocked and audited once, and its next update lifts it', async () => {
  const blocked = { ...chat, reason: 'bot was blocked by the user', at: NOON, correlationId: 'c' };
  const news = await Promise.all([blockChat(db, blocked), blockChat(db, blocked), blockChat(db, blocked)]);
  expect(news.filter(Boolean)).toHaveLength(1);
  expect(await db.query(sql`select event_type, severity, chat_id from audit_events`)).toEqual([{ event_type: 'chat_blocked', severity: 'warning', chat_id: '1001' }]);
  expect((await markSending(db, sending())).chat).toEqual({ blockedAt: NOON, migratedTo: null });
  await takeTurn(db, 1, { chat: { kind: 'private' }, at: secondsAfterNoon(1) });
  expect(await chatState(db, chat)).toEqual({ kind: 'private', blockedAt: null, blockedReason: null, migratedTo: null, lastSeenAt: secondsAfterNoon(1) });
});

test('a group that has moved is followed', async () => {
  const move = { botId: BOT, from: '1001', to: '-1009999', at: NOON, correlationId: 'c' };
  expect([await migrateChat(db, move), await migrateChat(db, move)]).toEqual([true, false]);
  expect((await markSending(db, sending())).chat.migratedTo).toBe('-1009999');
  expect(await chatState(db, { botId: BOT, chatId: '-1009999' })).toMatchObject({ kind: 'supergroup', migratedTo: null });
});

test('a request is followed from its update to its messages, without texts', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')], audit: [{ eventType: 'turn', severity: 'info', fields: {} }] });
  await markSending(db, sending());
  const trace = await readTrace(db, `tg-${BOT}-1`);
  expect(trace.map(({ what, step, id }) => [what, step, what === 'audit' ? '' : id])).toEqual([
    ['update', 'received', 'update'], ['update', 'claimed', 'update'], ['update', 'decided', 'update'], ['effect', 'written', 'j1-1'], ['message', 'sending', 'j1-1'], ['audit', 'turn', ''],
  ]);
  expect(trace[0]?.fields).toMatchObject({ state: 'decided' });
  expect(JSON.stringify(trace)).not.toContain('hello');
  expect(await readTrace(db, 'sch-clean-1')).toEqual([]);
});

leakCheck();
