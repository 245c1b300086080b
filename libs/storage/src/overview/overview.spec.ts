import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { appendAudit } from '../audit/append-audit';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { claim, NOON, secondsAfterNoon } from '../fixtures/turns';
import { recentActivity } from './activity';
import { countAttention } from './attention';
import { blockedChats } from './blocked-chats';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

const block = (chatId: string, at: Date | null) =>
  db.query(sql`insert into chats (bot_id, chat_id, kind, blocked_at, blocked_reason, last_seen_at) values (1, ${chatId}, 'private', ${at}, ${at === null ? null : 'bot was blocked'}, ${NOON})`);

test('chats that block us now, the latest first; those that let us in again are not among them', async () => {
  await block('1', secondsAfterNoon(1));
  await block('2', secondsAfterNoon(3));
  await block('3', null);
  await block('4', secondsAfterNoon(2));
  const { total, items } = await blockedChats(db, 2);
  expect(total).toBe(3);
  expect(items).toEqual([
    { botId: '1', chatId: '2', reason: 'bot was blocked', blockedAt: secondsAfterNoon(3) },
    { botId: '1', chatId: '4', reason: 'bot was blocked', blockedAt: secondsAfterNoon(2) },
  ]);
});

test('every whole minute is told, those without anything too, and the one that is not over is not', async () => {
  for (const [updateId, second] of [[1, 5], [2, 59], [3, 130], [4, 185]] as const) await claim(db, updateId, { receivedAt: secondsAfterNoon(second) });
  const minutes = await recentActivity(db, { until: secondsAfterNoon(190), count: 4 });
  expect(minutes.map(({ at, updates }) => [at.toISOString().slice(11, 16), updates])).toEqual([
    ['11:59', 0],
    ['12:00', 2],
    ['12:01', 0],
    ['12:02', 1],
  ]);
  expect(minutes[1]).toMatchObject({ messages: 0, dead: 0 });
});

test('what wants an eye is counted, errors from the moment that was asked for', async () => {
  for (const [second, severity] of [[0, 'error'], [10, 'error'], [20, 'warning']] as const) {
    await appendAudit(db, { correlationId: 'x', at: secondsAfterNoon(second), events: [{ eventType: 'e', severity, fields: {} }] });
  }
  expect(await countAttention(db, secondsAfterNoon(10))).toEqual({ deadLetters: 0, unknownProposals: 0, openOperations: 0, alerts: 1 });
});

leakCheck();
