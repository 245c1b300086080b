import { sql } from '@ownerbot/storage';
import { leakCheck, startRedis, SYSTEM_OWNER, waitFor, type SandboxPost, type TestRedis } from '@ownerbot/testing';
import { dataOf, ownerChat, textOf, type OwnerChat } from './support/owner-chat';
import { startSisSystem, type SisSystem } from './support/sis-system';

const DEADLINE_SEC = 8;

jest.setTimeout(180_000);

let redis: TestRedis;
let system: SisSystem;
let chat: OwnerChat;
beforeAll(async () => {
  redis = await startRedis({ appendonly: 'always' });
  system = await startSisSystem({ backend: 'redis', redis, env: { COMMIT_DEADLINE_SEC: String(DEADLINE_SEC) } });
  chat = ownerChat(system, SYSTEM_OWNER);
});
beforeEach(() => system.sis.reset());
afterAll(async () => {
  await system.stop();
  await redis.remove();
});

async function preview(percent: string): Promise<SandboxPost> {
  const { message } = await chat.ask('/templates');
  await chat.pressRaw('tpl:run:PRC_BUMP', message.message_id);
  await chat.write(percent);
  const title = new RegExp(`на ${percent} %`);
  return waitFor(async () => (await chat.posts()).find((post) => title.test(textOf(post)) && dataOf(post, 'confirm:') !== undefined), { what: 'the preview', timeoutMs: 30_000 });
}

/** Holds the turn of the press at its proposal, takes the queue's store away, and lets the turn be stored: nothing of it can be queued. */
async function confirmAsTheQueueGoes(shown: SandboxPost): Promise<void> {
  const data = dataOf(shown, 'confirm:') ?? '';
  const proposalId = data.replace('confirm:', '');
  await system.db.transaction(async (tx) => {
    await tx.query(sql`select 1 from action_proposals where proposal_id = ${proposalId}::uuid for update`);
    await system.sandbox.press(SYSTEM_OWNER, shown.message.message_id, data);
    await waitFor(async () => (await system.db.query(sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)).length > 0, { what: 'the turn to wait', timeoutMs: 20_000 });
    await redis.stop();
  });
  await waitFor(async () => (await stateOf(proposalId)) === 'confirmed', { what: 'the confirm to be stored', timeoutMs: 20_000 });
}

async function stateOf(proposalId: string): Promise<string | undefined> {
  const [row] = await system.db.query<{ state: string }>(sql`select state from action_proposals where proposal_id = ${proposalId}::uuid`);
  return row?.state;
}

const ended = (shown: SandboxPost, text: RegExp): Promise<SandboxPost> =>
  waitFor(async () => (await chat.posts()).find((post) => post.message.message_id === shown.message.message_id && text.test(textOf(post))), { what: `the end: ${text}`, timeoutMs: 90_000, everyMs: 100 });

test('the queue goes away as a confirm is stored, and is back in time: one commit', async () => {
  const shown = await preview('5');
  await confirmAsTheQueueGoes(shown);
  await redis.start();
  await ended(shown, /Готово/);
  expect(await system.sis.operations()).toMatchObject([{ state: 'committed', executions: 1 }]);
});

test('the queue is back after the deadline of the change: nothing is sent, and the owner is told', async () => {
  const shown = await preview('6');
  await confirmAsTheQueueGoes(shown);
  await waitFor(async () => (await system.db.query(sql`select 1 from action_proposals where state = 'confirmed' and not_after < now()`)).length > 0, { what: 'the deadline', timeoutMs: (DEADLINE_SEC + 5) * 1_000, everyMs: 200 });
  await redis.start();
  await ended(shown, /Магазин не ответил вовремя|Ничего не изменилось/);
  expect(await system.sis.applies()).toEqual([]);
});

leakCheck();
