import { Queue, type RedisQueueBackend, type Telemetry } from 'bullmq';
import { Cluster } from 'ioredis';
import { codeOf, messageOf, withinMs, type Logger } from '@ownerbot/runtime';
import type { Envelope } from '../envelope';
import { QueueUnavailableError } from '../errors';
import { redisBeats } from '../presence/redis-beats';
import type { Commands, QueueDepth, StoreQueue } from './backend';
import { throttledErrorLog } from './error-log';
import { redisBacklog, redisDepths } from './redis-depths';
import { redisFacts } from './redis-facts';
import { heldByReplicas } from './redis-replicas';
import { prefixOf } from './redis-prefix';
import { commandOptions, connectRedis, type RedisClient, type RedisTarget } from './redis-connect';
import { storeQueue } from './store-queue';

const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;
const leaseKey = (name: string): string => `ob:lease:${name}`;

export interface RedisCommandsOptions {
  readonly limitMs: number;
  /** How many replicas must hold a job before it counts as added. */
  readonly waitReplicas: number;
  readonly telemetry: Telemetry | undefined;
}

/** Commands that fail fast. */
export function redisCommands(target: RedisTarget, { limitMs, waitReplicas, telemetry }: RedisCommandsOptions, log: Logger): Commands {
  const client = connectRedis(target, commandOptions(limitMs));
  client.on('error', throttledErrorLog(log, 'queues.redis.error'));
  const queues = new Map<string, { queue: Queue<Envelope, null, string, Envelope, null, string, RedisQueueBackend>; store: StoreQueue }>();

  const openQueue = (name: string): StoreQueue => {
    const known = queues.get(name);
    if (known !== undefined) return known.store;
    // The version check asks the server once, and a failure of that question would stick to the queue for good.
    const queue = new Queue<Envelope, null>(name, { connection: client, prefix: prefixOf(name), skipMetasUpdate: true, skipVersionCheck: true, ...(telemetry === undefined ? {} : { telemetry }) });
    queue.on('error', () => undefined); // the client's own listener has logged it
    const store = storeQueue(queue);
    queues.set(name, { queue, store });
    return store;
  };

  return {
    ready: (waitMs) => clientReady(client, waitMs),
    queue: openQueue,
    hold: heldByReplicas(client, waitReplicas, limitMs / 2),
    depths: (names): Promise<QueueDepth[]> => redisDepths(client, names),
    backlog: (names) => redisBacklog(client, names),
    async ping() {
      await client.ping();
    },
    facts: () => redisFacts(client),
    recover(error) {
      if (/timed out|DEADLINE_PASSED/.test(`${messageOf(error)} ${codeOf(error)}`)) renewConnection(client);
    },
    async takeLease(name, owner, ttlMs) {
      if ((await client.set(leaseKey(name), owner, 'PX', ttlMs, 'NX')) === 'OK') return true;
      return Number(await client.eval(RENEW, 1, leaseKey(name), owner, ttlMs)) === 1;
    },
    renewLease: async (name, owner, ttlMs) => Number(await client.eval(RENEW, 1, leaseKey(name), owner, ttlMs)) === 1,
    async releaseLease(name, owner) {
      await client.eval(RELEASE, 1, leaseKey(name), owner);
    },
    ...redisBeats(client),
    async close() {
      await Promise.all([...queues.values()].map(({ queue }) => queue.close().catch(() => undefined)));
      client.disconnect();
    },
  };
}

/** Makes a new connection instead of one that no longer answers. A cluster does so by itself, node by node. */
export function renewConnection(client: RedisClient): void {
  if (!(client instanceof Cluster)) client.disconnect(true);
}

async function clientReady(client: RedisClient, waitMs: number): Promise<void> {
  if (client.status === 'ready') return;
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
    client.once('ready', onReady);
  });
  try {
    await withinMs('connecting to Redis', waitMs, ready);
  } catch (error) {
    throw new QueueUnavailableError('no connection to Redis', error);
  } finally {
    client.off('ready', onReady);
  }
}
