import type { OutgoingMessage } from '@ownerbot/queues';
import { sql, type Database } from '@ownerbot/storage';
import { apiFail, leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import { BOT, OutboxWorld, text } from '../test-support/outbox-world';

const PROPOSAL = '01234567-89ab-7def-8123-456789abcdef';
const GROUP = '-100500';
const EFFECT = `team-${PROPOSAL}-${GROUP}`;
const hello: OutgoingMessage = text('Hello', { delivery: 'at-most-once', silent: true });

let store: TestDatabase;
let db: Database;
let world: OutboxWorld;
beforeAll(async () => {
  store = await testDatabase();
  db = store.open();
});
afterAll(() => store.drop());
beforeEach(async () => {
  world = await OutboxWorld.open(db);
  await db.query(sql`insert into effects (id, kind, bot_id, chat_id, request_seq, n, correlation_id, payload, gated, state)
    values (${EFFECT}, 'message.send', ${BOT}, 1, 1, 100, 'c', '{}', false, 'dispatched')`);
});
afterEach(() => world.close());

const send = (more: object = {}) => world.run(world.job(EFFECT, hello, { chatId: GROUP, ...more }));

test('a recipient that has its message lets the proposal look again, once for each recipient', async () => {
  expect(await send()).toEqual({ type: 'done' });
  expect(world.botApi.callsOf('sendMessage')[0]?.params).toMatchObject({ chat_id: GROUP, disable_notification: 'true' });
  expect(world.added).toEqual([{ kind: 'action.commit', id: `commit-${EFFECT}`, payload: { proposalId: PROPOSAL, reason: 'team' }, correlationId: expect.any(String) }]);
});

test('a recipient that refused us before is tried all the same', async () => {
  await db.query(sql`insert into chats (bot_id, chat_id, kind, blocked_at, last_seen_at) values (${BOT}, ${GROUP}, 'group', now(), now())`);
  expect(await send()).toEqual({ type: 'done' });
  expect(world.botApi.callsOf('sendMessage')).toHaveLength(1);
});

test('a recipient that blocks us has failed, and the proposal looks again', async () => {
  world.botApi.next('sendMessage', apiFail(403, 'Forbidden: bot was kicked from the group chat'));
  await send();
  expect(await world.rows(EFFECT)).toMatchObject([{ state: 'skipped' }]);
  expect(world.added).toHaveLength(1);
});

test('while Telegram cannot be reached it is tried five times, then it has failed', async () => {
  await world.botApi.stop();
  for (const attempt of [1, 2, 3, 4]) expect(await send({ attempt })).toMatchObject({ type: 'retry' });
  expect(world.added).toEqual([]);
  expect(await send({ attempt: 5 })).toMatchObject({ type: 'dead' });
  expect(await world.rows(EFFECT)).toMatchObject([{ state: 'failed' }]);
  expect(world.added).toHaveLength(1);
});

test('a group that has become another chat gets it there, and the operators hear which setting is old', async () => {
  world.botApi.next('sendMessage', apiFail(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100777 }));
  expect(await send()).toEqual({ type: 'done' });
  expect(world.botApi.callsOf('sendMessage').at(-1)?.params['chat_id']).toBe('-100777');
  expect((await world.audited()).find((one) => one.type === 'team_chat_migrated')).toMatchObject({ severity: 'error', fields: { to: '-100777', key: 'MANAGER_CHAT_IDS' } });
});

leakCheck();
