import { setTimeout as delay } from 'node:timers/promises';
import { appHandle, leakCheck, waitFor, type AppHandle, type SandboxPost } from '@ownerbot/testing';
import { sql } from '@ownerbot/storage';
import { dataOf, ownerChat, textOf, type OwnerChat } from './support/owner-chat';
import { startSisSystem, type SisSystem } from './support/sis-system';

/** How long SIS is away under the load: a minute in the soak. */
const AWAY_MS = Number(process.env['AWAY_SECONDS'] ?? 12) * 1_000;
const OWNERS = Array.from({ length: 10 }, (_, index) => String(20_000_001 + index));
const REQUESTS_OF_EACH = 10;
const NOTICE = /Запрос сохранён/;

jest.setTimeout(240_000);

let system: SisSystem;
let chats: Map<string, OwnerChat>;
beforeAll(async () => {
  system = await startSisSystem({ backend: 'postgres', ownerIds: OWNERS, env: { SIS_RETRY_BACKOFF_BASE_SEC: '0.1' } });
  for (const id of OWNERS) await system.sandbox.call('POST', '/persons', { id: Number(id), first_name: 'Анна' });
  chats = new Map(OWNERS.map((owner) => [owner, ownerChat(system, owner)]));
});
afterAll(() => system.stop());

function chatOf(owner: string | undefined): OwnerChat {
  const chat = chats.get(owner ?? '');
  if (chat === undefined) throw new TypeError(`no owner ${owner}`);
  return chat;
}

/** Orders of the simulated shop's history, which the demo shop does not have; each is asked for once. */
const orderOf = (owner: number, request: number): string => `OB-${5_001 + owner * REQUESTS_OF_EACH + request}`;
const versionsOf = (post: SandboxPost): string[] => [...post.edits.map(({ before }) => before.text ?? ''), textOf(post)];

test(`SIS off for ${AWAY_MS / 1_000} s under 100 requests: all answered after it is back, none lost, one notice each, edited into the answer`, async () => {
  await system.sis.faults({ fault: 'down' });
  const back = Date.now() + AWAY_MS;
  await Promise.all(
    OWNERS.map(async (owner, number) => {
      for (let request = 0; request < REQUESTS_OF_EACH; request += 1) await chatOf(owner).write(`заказ ${orderOf(number, request)}`);
    }),
  );
  await delay(back - Date.now());
  // On a busy machine the last ones are only now asked for.
  await waitFor(async () => (await noticed()) === OWNERS.length * REQUESTS_OF_EACH, { what: 'every request to be kept', timeoutMs: 60_000, everyMs: 500 });
  expect(await answered()).toEqual([]);
  await system.sis.faults();

  const orders = OWNERS.flatMap((_owner, number) => Array.from({ length: REQUESTS_OF_EACH }, (_, request) => orderOf(number, request)));
  await waitFor(async () => (await answered()).length === orders.length, { what: 'every request to be answered', timeoutMs: AWAY_MS * 2 + 60_000, everyMs: 500 });
  expect(await answered()).toEqual(orders);
  const [kept] = await system.db.query<{ number: number; requests: number }>(
    sql`select count(*)::int as number, count(distinct correlation_id)::int as requests from audit_events where event_type = 'upstream_unavailable'`,
  );
  expect(kept).toEqual({ number: orders.length, requests: orders.length });
});

/** How many requests stand as kept now. */
async function noticed(): Promise<number> {
  const posts = await Promise.all(OWNERS.map((owner) => chatOf(owner).posts()));
  return posts.flat().filter((post) => NOTICE.test(textOf(post))).length;
}

/** The orders answered so far; each by one post, which was a notice once. */
async function answered(): Promise<string[]> {
  const all: string[] = [];
  for (const owner of OWNERS) {
    for (const post of await chatOf(owner).posts()) {
      const order = /OB-\d+/.exec(textOf(post))?.[0];
      if (order === undefined || !textOf(post).includes('SIS')) continue;
      all.push(order);
      expect(versionsOf(post).filter((text) => NOTICE.test(text))).toHaveLength(1);
    }
    expect((await chatOf(owner).posts()).length).toBeLessThanOrEqual(REQUESTS_OF_EACH);
  }
  return all.sort();
}

test('a preview that SIS was away for becomes one when it is back, and nothing was changed', async () => {
  const chat = chatOf(OWNERS[0]);
  const before = await system.sis.stateHash();
  await system.sis.faults({ fault: 'down' });
  await chat.ask('/templates');
  for (const button of ['tpl:cat:prices', 'tpl:run:PRC_BUMP', 'tpl:ps:']) await chat.tap(button);
  const notice = await chat.shown(NOTICE);
  await system.sis.faults();
  const preview = await waitFor(async () => (await chat.posts()).find((post) => dataOf(post, 'confirm:') !== undefined), { what: 'the preview', timeoutMs: 60_000 });
  expect(preview.message.message_id).toBe(notice.message.message_id);
  expect(await system.sis.stateHash()).toBe(before);
});

describe('with a short deadline', () => {
  let worker: AppHandle;
  beforeAll(async () => {
    await system.apps.worker.stop();
    worker = appHandle('worker', { ...system.env, READ_RETRY_DEADLINE_SEC: '12' });
    await worker.start();
  });
  afterAll(() => worker.stop());

  test('SIS away longer than a request is kept: it says so, with Retry, a dead letter stays, and Retry answers when SIS is back', async () => {
    const chat = chatOf(OWNERS[1]);
    await system.sis.faults({ fault: 'down' });
    await chat.write('заказ OB-7001');
    const failed = await chat.shown(/UPSTREAM_UNAVAILABLE/);
    expect(versionsOf(failed).filter((text) => NOTICE.test(text))).toHaveLength(1);
    expect(dataOf(failed, 'retry:')).toBeDefined();
    const letters = await waitFor(
      async () => {
        const rows = await system.db.query<{ kind: string; code: string }>(sql`select kind, code from dead_letters`);
        return rows.length > 0 ? rows : undefined;
      },
      { what: 'the dead letter', timeoutMs: 20_000 },
    );
    expect(letters).toEqual([{ kind: 'tool.run', code: 'UPSTREAM_UNAVAILABLE' }]);
    await system.sis.faults();
    await chat.tap('retry:');
    expect(textOf(await chat.shown(/OB-7001[^]*SIS/))).toContain('OB-7001');
  });
});

leakCheck();
