import { Cluster } from 'ioredis';
import type { QueueDepth } from './backend';
import type { RedisClient } from './redis-connect';
import { prefixOf } from './redis-prefix';

/** Reads the lists of BullMQ itself: one round trip for the counts of a queue, one more when something waits. */
export async function redisDepths(client: RedisClient, queues: readonly string[]): Promise<QueueDepth[]> {
  const workers = await workersByQueue(client);
  return Promise.all(queues.map((queue) => depthOf(client, queue, workers.get(queue) ?? 0)));
}

/** One round trip for all; on a cluster one for each queue, because a pipeline stays on one node. */
export async function redisBacklog(client: RedisClient, queues: readonly string[]): Promise<number> {
  const together = client instanceof Cluster ? queues.map((queue) => [queue]) : [queues];
  const counts = await Promise.all(together.map((some) => countWaiting(client, some)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countWaiting(client: RedisClient, queues: readonly string[]): Promise<number> {
  const pipeline = client.pipeline();
  for (const queue of queues) pipeline.llen(`${prefixOf(queue)}:${queue}:wait`).zcard(`${prefixOf(queue)}:${queue}:delayed`);
  const answers = (await pipeline.exec()) ?? [];
  return answers.reduce((sum, [error, count]) => {
    if (error !== null) throw error;
    return sum + Number(count);
  }, 0);
}

async function depthOf(client: RedisClient, queue: string, workers: number): Promise<QueueDepth> {
  const key = (part: string): string => `${prefixOf(queue)}:${queue}:${part}`;
  const [waiting, active, delayed, failed, paused, next] = await Promise.all([
    client.llen(key('wait')),
    client.llen(key('active')),
    client.zcard(key('delayed')),
    client.zcard(key('failed')),
    client.hexists(key('meta'), 'paused'),
    client.lindex(key('wait'), -1),
  ]);
  const addedAt = next === null ? null : await client.hget(key(next), 'timestamp');
  return { queue, waiting, active, delayed, failed, paused: paused === 1, oldestWaitingAt: addedAt === null ? null : Number(addedAt), workers };
}

/**
 * BullMQ names the blocking connection of a worker after its queue. On a cluster that is a connection to the queue's node and to some others,
 * with one name: so the node that has most of them tells how many workers there are.
 */
async function workersByQueue(client: RedisClient): Promise<Map<string, number>> {
  const nodes = client instanceof Cluster ? client.nodes('master') : [client];
  const lists = await Promise.all(nodes.map((node) => node.client('LIST')));
  const most = new Map<string, number>();
  for (const list of lists) {
    for (const [queue, count] of countNames(String(list))) most.set(queue, Math.max(most.get(queue) ?? 0, count));
  }
  return most;
}

function countNames(list: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, queue = ''] of list.matchAll(/ name=ob\{([^}]+)\}:/g)) counts.set(queue, (counts.get(queue) ?? 0) + 1);
  return counts;
}
