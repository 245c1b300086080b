import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { sql } from '../db/sql';
import { blockChat } from './chat-state';
import { countBlockedChats } from './count-blocked-chats';

let store: TestDatabase;
beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.drop());

test('chats that refuse this bot are counted, until they no longer do', async () => {
  const db = store.open();
  expect(await countBlockedChats(db, '1')).toBe(0);
  for (const chat of [{ botId: '1', chatId: '5' }, { botId: '1', chatId: '6' }, { botId: '2', chatId: '5' }]) {
    await blockChat(db, { ...chat, reason: 'Forbidden: bot was blocked by the user', at: new Date('2026-01-02T03:04:05Z'), correlationId: 'c' });
  }
  expect(await countBlockedChats(db, '1')).toBe(2);
  await db.query(sql`update chats set blocked_at = null where bot_id = 1 and chat_id = 5`);
  expect(await countBlockedChats(db, '1')).toBe(1);
});

leakCheck();
