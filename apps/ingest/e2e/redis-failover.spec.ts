import { setTimeout as delay } from 'node:timers/promises';
import { createQueues, done, pickLane, type Handlers, type Queues } from '@ownerbot/queues';
import { deadlineIn, silentLogger } from '@ownerbot/runtime';
import { leakCheck, spawnApp, startBotApi, startRedisCluster, startRedisSentinels, waitFor, type RunningApp, type ScriptedBotApi, type TestShard } from '@ownerbot/testing';

// A real ingest before real Redis servers of which the master dies while updates come in, and two consumers behind it.
jest.setTimeout(120_000);

const BOT = '99';
const SECRET = 'a-secret';
const LANES = 6;
/** Two chats for each lane. */
const CHATS = chatsOf(2);
/** Of the jobs that a story adds by itself, to whatever lane it likes. */
const NO_CHAT = '0';

let botApi: ScriptedBotApi;
beforeAll(async () => {
  botApi = await startBotApi();
});
afterAll(() => botApi.stop());

function chatsOf(perLane: number): string[] {
  const left = Array.from({ length: LANES }, () => perLane);
  const chats: string[] = [];
  for (let chat = 1; chats.length < LANES * perLane; chat += 1) {
    const lane = pickLane(String(chat), LANES);
    if ((left[lane] ?? 0) === 0) continue;
    left[lane] = (left[lane] ?? 0) - 1;
    chats.push(String(chat));
  }
  return chats;
}

type RedisKeys = Readonly<Record<string, string>>;
const settingsOf = (keys: RedisKeys, redisWaitReplicas: number) =>
  ({
    backend: 'redis',
    redisClusterNodes: keys['REDIS_CLUSTER_NODES']?.split(','),
    redisSentinels: keys['REDIS_SENTINELS']?.split(','),
    redisSentinelName: keys['REDIS_SENTINEL_NAME'] ?? '',
    redisWaitReplicas,
    inboxLanes: LANES,
  }) as const;

async function startIngest(keys: RedisKeys): Promise<{ app: RunningApp; url: string }> {
  const app = await spawnApp({
    program: 'apps/ingest/src/main',
    env: {
      ...{ BOT_TOKEN: `${BOT}:AAAAAAAAAAAAAAAAAAAAAAAA`, TELEGRAM_API_ROOT: botApi.url, INGEST_PORT: '0', INBOX_LANES: String(LANES) },
      ...{ TELEGRAM_MODE: 'webhook', WEBHOOK_URL: 'http://127.0.0.1:9/tg/webhook', WEBHOOK_SECRET: SECRET, REDIS_WAIT_REPLICAS: '1' },
      ...keys,
    },
    ready: /"event":"ready"/,
  });
  const { url } = JSON.parse(await app.waitForLine(/"event":"listening"/)) as { url: string };
  return { app, url };
}

/** Telegram: a chat's updates one after the other, each until it is acknowledged. */
function telegram(url: string): { acknowledged(chat: string): number; refused(chat: string): number; others(): readonly number[]; stop(): Promise<void> } {
  const acknowledged = new Map<string, number>();
  const refused = new Map<string, number>();
  const others: number[] = [];
  let isOver = false;
  const count = (counts: Map<string, number>, chat: string): void => void counts.set(chat, (counts.get(chat) ?? 0) + 1);
  const deliver = async (chat: string, number: number): Promise<void> => {
    const update = { update_id: Number(chat) * 100_000 + number, message: { message_id: number, date: 1_700_000_000, chat: { id: Number(chat), type: 'private' }, text: `n ${number}` } };
    while (!isOver) {
      const response = await fetch(`${url}/tg/webhook`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET }, body: JSON.stringify(update) });
      await response.arrayBuffer();
      if (response.status === 200) return count(acknowledged, chat);
      if (response.status === 503) count(refused, chat);
      else others.push(response.status);
      await delay(100);
    }
  };
  const chats = CHATS.map(async (chat) => {
    for (let number = 1; !isOver; number += 1) {
      await deliver(chat, number);
      await delay(20);
    }
  });
  return {
    acknowledged: (chat) => acknowledged.get(chat) ?? 0,
    refused: (chat) => refused.get(chat) ?? 0,
    others: () => others,
    async stop() {
      isOver = true;
      await Promise.all(chats);
    },
  };
}

/** Two processes' worth of consumers, and what they did. */
async function consume(opened: readonly Queues[]): Promise<{ seen: Map<string, number[]>; most: () => number; stop(): Promise<void> }> {
  const seen = new Map(CHATS.map((chat): [string, number[]] => [chat, []]));
  const running = new Map<number, number>();
  let most = 0;
  const handle: Handlers<'inbox'>['inbox.update'] = async ({ payload }) => {
    if (payload.chatId === NO_CHAT) return done();
    const lane = pickLane(payload.chatId, LANES);
    const together = (running.get(lane) ?? 0) + 1;
    running.set(lane, together);
    most = Math.max(most, together);
    await delay(2);
    running.set(lane, (running.get(lane) ?? 1) - 1);
    const numbers = seen.get(payload.chatId) ?? [];
    const number = Number(payload.updateId) % 100_000;
    // After a failover a job may run again that was done already: what the new master had not heard of yet.
    if (!numbers.includes(number)) numbers.push(number);
    return done();
  };
  const nothing = async () => done();
  const consumers = opened.map((queues) =>
    queues.consumer({ families: ['inbox'], handlers: { 'inbox.update': handle, 'inbox.heard': nothing, 'inbox.planned': nothing, 'inbox.waited': nothing }, timing: { lockMs: 2_000, stalledEveryMs: 500, storeRetryMs: 100 } }),
  );
  await Promise.all(consumers.map((consumer) => consumer.start()));
  return { seen, most: () => most, stop: async () => void (await Promise.all(consumers.map((consumer) => consumer.stop(deadlineIn(4_000))))) };
}

interface Scene {
  readonly opened: (waitReplicas?: number) => Queues;
  readonly load: ReturnType<typeof telegram>;
  /** Waits until each of these chats has so many more acknowledged updates. */
  progress(chats: readonly string[], more: number, what: string): Promise<void>;
}

/** Runs a story under load; afterwards every acknowledged update must have been handled, once at a time and in the order of its chat. */
async function underLoad(keys: RedisKeys, story: (scene: Scene) => Promise<void>): Promise<void> {
  const all: Queues[] = [];
  const opened = (waitReplicas = 0): Queues => {
    const queues = createQueues({ settings: settingsOf(keys, waitReplicas), log: silentLogger });
    all.push(queues);
    return queues;
  };
  const { app, url } = await startIngest(keys);
  try {
    const consumers = await consume([opened(), opened()]);
    const load = telegram(url);
    const progress = async (chats: readonly string[], more: number, what: string): Promise<void> => {
      const from = chats.map((chat) => load.acknowledged(chat));
      await waitFor(() => chats.every((chat, index) => load.acknowledged(chat) >= (from[index] ?? 0) + more), { what, timeoutMs: 40_000 });
    };
    await story({ opened, load, progress }).finally(() => load.stop());
    expect(load.others()).toEqual([]);
    await waitFor(() => CHATS.every((chat) => (consumers.seen.get(chat)?.length ?? 0) >= load.acknowledged(chat)), { what: 'all acknowledged updates', timeoutMs: 60_000 }).catch(() => undefined);
    for (const chat of CHATS) expect(consumers.seen.get(chat)).toEqual(Array.from({ length: load.acknowledged(chat) }, (_, index) => index + 1));
    expect(consumers.most()).toBe(1);
    await consumers.stop();
  } finally {
    await app.kill();
    await Promise.all(all.map((queues) => queues.close()));
  }
}

const isIn = (shard: TestShard, slot: number): boolean => slot >= shard.slots[0] && slot <= shard.slots[1];

test('on a cluster the lanes spread over the masters, and a master that dies takes no acknowledged update with it', async () => {
  const cluster = await startRedisCluster();
  const keys = { REDIS_CLUSTER_NODES: cluster.urls.join(',') };
  try {
    const slotOf = async (lane: number): Promise<number> => Number((await cluster.shards[0]?.master.command(`CLUSTER KEYSLOT ob{inbox-${lane}}:inbox-${lane}:wait`))?.slice(1));
    const slots = await Promise.all(Array.from({ length: LANES }, (_, lane) => slotOf(lane)));
    const lanesOf = cluster.shards.map((shard) => slots.flatMap((slot, lane) => (isIn(shard, slot) ? [lane] : [])));
    expect(new Set(slots).size).toBe(LANES);
    expect(lanesOf.map((lanes) => lanes.length > 0)).toEqual([true, true, true]);
    const [shard] = cluster.shards;
    if (shard === undefined) throw new Error('no shard');
    const hit = CHATS.filter((chat) => lanesOf[0]?.includes(pickLane(chat, LANES)));
    const spared = CHATS.filter((chat) => !hit.includes(chat));

    await underLoad(keys, async ({ opened, load, progress }) => {
      await progress(CHATS, 5, 'the load to flow');
      expect((await opened().inspect(['inbox'])).map(({ workers }) => workers)).toEqual(slots.map(() => 2));
      expect(await opened().lease('polling').acquire('one', 1_000)).toBe(true);
      const ofLane = { kind: 'inbox.update', laneKey: hit[0] ?? '', correlationId: 'c' } as const;
      const job = (id: string) => ({ ...ofLane, id, payload: { botId: BOT, updateId: '0', chatId: NO_CHAT, userId: null, receivedAt: new Date(0).toISOString(), update: { update_id: 0 } } });
      const [queue, careless, careful] = [`inbox-${pickLane(hit[0] ?? '', LANES)}`, opened(0), opened(1).producer({ failFastMs: 1_000 })];
      await waitFor(() => careful.add(job('told-to-both')).then(() => true, () => false), { what: 'a connection to the cluster', timeoutMs: 20_000 });
      // The replica hangs and has lost its master: what the master takes now, nobody else knows.
      shard.replica.freeze();
      await shard.master.command('CLIENT KILL TYPE replica');
      await careless.pause(queue);
      await careless.producer().add(job('told-only-to-the-master'));
      await expect(careful.add(job('told-to-nobody'))).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE', message: expect.stringContaining('0 of 1 replicas') as string });
      await waitFor(() => hit.every((chat) => load.refused(chat) > 0), { what: '503 for the lanes of this master', timeoutMs: 10_000 });

      await shard.master.kill();
      shard.replica.thaw();
      await waitFor(async () => (await shard.replica.command('INFO replication')).includes('role:master'), { what: 'the replica to take the place', timeoutMs: 20_000 });
      await progress(spared, 5, 'the other lanes to go on');
      expect(spared.map((chat) => load.refused(chat))).toEqual(spared.map(() => 0));

      // As its supervisor would: it comes back as the replica of the one that took its place, so that there are two of each job again.
      await shard.master.start();
      await progress(hit, 5, 'the lanes of the dead master to recover');
      // Without the replicas' word a job that was added is gone with its master: what the docs say.
      expect(await opened(0).whereabouts([{ queue, id: 'told-only-to-the-master' }])).toEqual(['gone']);
    });
  } finally {
    await cluster.remove();
  }
});

test('sentinels put a replica in the place of a dead master: ingest answers 503 meanwhile, and nothing acknowledged is lost', async () => {
  const redis = await startRedisSentinels();
  try {
    await underLoad({ REDIS_SENTINELS: redis.urls.join(','), REDIS_SENTINEL_NAME: redis.masterName }, async ({ load, progress }) => {
      await progress(CHATS, 5, 'the load to flow');
      await redis.master.kill();
      await waitFor(() => CHATS.every((chat) => load.refused(chat) > 0), { what: '503 for all', timeoutMs: 10_000 });
      await progress(CHATS, 5, 'ingest to recover');
    });
  } finally {
    await redis.remove();
  }
});

leakCheck();
