import { fixedClock } from '@ownerbot/runtime';
import { openDatabase, sql, type Database } from '@ownerbot/storage';
import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { createBroadcasts, type Broadcasts } from './broadcasts';

const ANNA = { name: 'anna' };
let database: TestDatabase;
let db: Database;
let broadcasts: Broadcasts;

beforeAll(async () => {
  database = await testDatabase();
  db = openDatabase({ url: database.url, applicationName: 'broadcasts test', maxConnections: 2 });
  broadcasts = createBroadcasts({ db, clock: fixedClock('2027-03-15T12:00:00Z') });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const start = (chatIds: readonly string[]) => broadcasts.start(ANNA, '99', { text: 'News', chatIds });

test('a broadcast keeps the order of its recipients, each once, and who started it', async () => {
  const { id, ...started } = await start(['7', '-5', '7', '6']);
  expect(started).toMatchObject({ botId: '99', state: 'running', silent: false, total: 3, requestedBy: 'anna', recipients: { waiting: 3 }, finishedAt: null });
  expect(await db.query(sql`select chat_id as chat, n from broadcast_recipients where broadcast_id = ${id}::bigint order by n`)).toEqual([{ chat: '7', n: 1 }, { chat: '-5', n: 2 }, { chat: '6', n: 3 }]);
  expect((await broadcasts.list())[0]?.id).toBe(id);
});

test('it is paused, goes on and is cancelled, and every change is audited with its author', async () => {
  const { id } = await start(['1', '2']);
  expect((await broadcasts.pause(ANNA, id)).state).toBe('paused');
  await expect(broadcasts.pause(ANNA, id)).rejects.toMatchObject({ code: 'BROADCAST_STATE' });
  expect((await broadcasts.resume(ANNA, id)).state).toBe('running');
  expect(await broadcasts.cancel(ANNA, id)).toMatchObject({ state: 'cancelled', recipients: { cancelled: 2 }, finishedAt: new Date('2027-03-15T12:00:00Z') });
  await expect(broadcasts.resume(ANNA, id)).rejects.toMatchObject({ code: 'BROADCAST_STATE' });
  const rows = await db.query<{ action: string }>(sql`select fields ->> 'action' as action from audit_events where fields ->> 'broadcastId' = ${id} and fields ->> 'actor' = 'anna' order by id`);
  expect(rows.map(({ action }) => action)).toEqual(['broadcasts.pause', 'broadcasts.resume', 'broadcasts.cancel']);
});

test.each<[string, { text: string; chatIds: string[] }]>([
  ['no text', { text: ' ', chatIds: ['1'] }],
  ['more text than one message holds', { text: 'x'.repeat(4_097), chatIds: ['1'] }],
  ['nobody', { text: 'x', chatIds: [] }],
  ['what is no chat', { text: 'x', chatIds: ['1', '@name'] }],
])('%s is refused', async (_what, wish) => {
  await expect(broadcasts.start(ANNA, '99', wish)).rejects.toMatchObject({ code: 'SELECTION_INVALID' });
});

test('an id of no broadcast is unknown', async () => {
  for (const id of ['999999', '0', "1' or '1'='1"]) await expect(broadcasts.show(id)).rejects.toMatchObject({ code: 'BROADCAST_UNKNOWN' });
});

leakCheck();
