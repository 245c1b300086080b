import { Cluster } from 'ioredis';
import type { StoreFacts } from './backend';
import type { RedisClient } from './redis-connect';

/** What decides whether Redis can be trusted with the queues; of a cluster, its first master. */
export async function redisFacts(client: RedisClient): Promise<StoreFacts> {
  const node = client instanceof Cluster ? client.nodes('master')[0] : client;
  if (node === undefined) throw new TypeError('the cluster has no master');
  const info = await node.info();
  const field = (name: string): string | null => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
  return {
    backend: 'redis',
    version: field('redis_version') ?? 'unknown',
    evictionPolicy: field('maxmemory_policy'),
    appendOnly: field('aof_enabled') === '1',
    appendFsync: await configOf(node, 'appendfsync'),
  };
}

/** Managed servers often forbid CONFIG. */
async function configOf(node: Pick<Exclude<RedisClient, Cluster>, 'config'>, name: string): Promise<string | null> {
  try {
    const answer: unknown = await node.config('GET', name);
    return Array.isArray(answer) && typeof answer[1] === 'string' ? answer[1] : null;
  } catch {
    return null;
  }
}
