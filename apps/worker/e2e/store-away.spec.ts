import { setTimeout as delay } from 'node:timers/promises';
import { sql } from '@ownerbot/storage';
import { chaosLoad, checkAnswers, controlledPostgres, postsOfChats, seededRandom, startRedis, startSystem, waitFor, type ControlledPostgres, type System, type TestRedis } from '@ownerbot/testing';

const CHATS = Array.from({ length: 10 }, (_, index) => String(20_000_001 + index));
/** Two seconds, and what a loaded machine adds. */
const FAIL_FAST_MS = 4_000;

jest.setTimeout(300_000);

function load(firstUpdateId: number, count: number, skipOrders = 0) {
  return chaosLoad({ chats: CHATS, count, firstUpdateId, skipOrders, random: seededRandom(firstUpdateId), now: new Date() });
}

async function postUpdate(system: System, update: object | undefined): Promise<{ status: number; ms: number }> {
  const begun = performance.now();
  const answer = await fetch(`${system.ingestUrl}/tg/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': system.env['WEBHOOK_SECRET'] ?? '' },
    body: JSON.stringify(update),
  });
  return { status: answer.status, ms: performance.now() - begun };
}

async function allAnswered(system: System, requests: ReturnType<typeof load>['requests']): Promise<void> {
  const findings = await waitFor(
    async () => {
      const found = checkAnswers(requests, await postsOfChats(system.sandbox, CHATS));
      return found.unanswered.length === 0 ? found : undefined;
    },
    { what: `${requests.length} answers`, timeoutMs: 120_000 },
  );
  expect(findings).toEqual({ unanswered: [], outOfOrder: [], repeated: [] });
}

describe('Redis goes away', () => {
  let system: System;
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis({ appendonly: 'always' });
    system = await startSystem({ backend: 'redis', redis, ownerIds: CHATS });
  });
  afterAll(async () => {
    await system.stop();
    await redis.remove();
  });

  test.each([
    { seconds: 5, firstUpdateId: 600_000_000, skipOrders: 0 },
    { seconds: 60, firstUpdateId: 610_000_000, skipOrders: 100 },
  ])('for $seconds s: ingest answers 503 at once, and afterwards everything goes on by itself', async ({ seconds, firstUpdateId, skipOrders }) => {
    const before = load(firstUpdateId, 40, skipOrders);
    await system.sandbox.inject(before.updates.slice(0, 20));
    await redis.stop();
    const back = Date.now() + seconds * 1_000;
    await system.sandbox.inject(before.updates.slice(20));
    const refused = await postUpdate(system, before.updates[39]);
    expect(refused.status).toBe(503);
    expect(refused.ms).toBeLessThan(FAIL_FAST_MS);
    await delay(back - Date.now());
    await redis.start();
    await allAnswered(system, before.requests);
    const states = await system.db.query<{ state: string; number: number }>(
      sql`select state, count(*)::int as number from updates where update_id between ${firstUpdateId} and ${firstUpdateId + 40} group by state`,
    );
    expect(states).toEqual([{ state: 'done', number: 40 }]);
  });
});

describe('Postgres goes away under the worker', () => {
  let system: System;
  let postgres: ControlledPostgres;
  beforeAll(async () => {
    postgres = await controlledPostgres({ durable: true });
    system = await startSystem({ backend: 'redis', databaseUrl: postgres.url, ownerIds: CHATS });
  });
  afterAll(async () => {
    await system.stop();
    await postgres.remove();
  });

  test('and comes back: no request is lost and none costs an attempt, while ingest goes on taking updates', async () => {
    const requests = load(620_000_000, 60);
    await system.sandbox.inject(requests.updates.slice(0, 30));
    await postgres.stop();
    await system.sandbox.inject(requests.updates.slice(30));
    await waitFor(async () => (await system.sandbox.pending()) === 0, { what: 'ingest to take every update', timeoutMs: 30_000 });
    await delay(5_000);
    await postgres.start();
    await allAnswered(system, requests.requests);
  });
});
