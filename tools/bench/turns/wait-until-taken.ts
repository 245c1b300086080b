import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { Stores } from '../parts/stores';

const LOOK_EVERY_MS = 25;
const WITHIN_MS = 600_000;

/** Resolves when no job waits or runs in the lanes. Asks little, for it stands beside what is measured. */
export async function waitUntilTaken({ redisUrl, databaseUrl }: Stores, lanes: readonly string[]): Promise<void> {
  const until = performance.now() + WITHIN_MS;
  const counter = redisUrl === undefined ? await countOnPostgres(databaseUrl, lanes) : countOnRedis(redisUrl, lanes);
  try {
    while ((await counter.left()) > 0) {
      if (performance.now() > until) throw new Error('the backlog was not drained in time');
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    await counter.close();
  }
}

function countOnRedis(url: string, lanes: readonly string[]) {
  const client = new Redis(url);
  const keys = lanes.flatMap((lane) => ['wait', 'active'].map((list) => `ob{${lane}}:${lane}:${list}`));
  const delayed = lanes.map((lane) => `ob{${lane}}:${lane}:delayed`);
  return {
    async left() {
      const lists = client.pipeline();
      for (const key of keys) lists.llen(key);
      for (const key of delayed) lists.zcard(key);
      const answers = (await lists.exec()) ?? [];
      return answers.reduce((sum, [error, count]) => sum + (error === null ? Number(count) : 1), 0);
    },
    close: () => Promise.resolve(client.disconnect()),
  };
}

const BUSY = `
  select exists (select 1 from unnest($1::text[]) as q(queue) where
    exists (select 1 from bullmq.job j where j.queue = q.queue and j.state = 'waiting')
    or exists (select 1 from bullmq.job j where j.queue = q.queue and j.state = 'active')
    or exists (select 1 from bullmq.job j where j.queue = q.queue and j.state = 'delayed')) as busy`;

async function countOnPostgres(url: string, lanes: readonly string[]) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    async left() {
      const { rows } = await client.query<{ busy: boolean }>(BUSY, [lanes]);
      return rows[0]?.busy === false ? 0 : 1;
    },
    close: () => client.end(),
  };
}
