import { gathered } from '@ownerbot/runtime';
import { QueueUnavailableError } from '../errors';
import { prefixOf } from './redis-prefix';
import type { RedisClient } from './redis-connect';

/** Resolves when so many replicas hold these jobs of a queue. @throws QueueUnavailableError */
export type HoldJobs = (queue: string, ids: readonly string[]) => Promise<void>;

/**
 * A master answers before its replicas know of it: what it has just confirmed is gone when it dies and one of them takes its place. `WAIT`
 * asks for the replicas' word. It covers the writes of its own connection alone, so a small write goes before it: then it covers everything
 * that the node has taken until then, such as a job that another process added when the update was delivered first. `EXISTS` tells a
 * replica that took the place without the job. A wait holds up the connection, so those who come while one is under way share the next.
 */
export function heldByReplicas(client: RedisClient, replicas: number, limitMs: number): HoldJobs {
  if (replicas === 0) return () => Promise.resolve();
  const known = new Map<string, (ids: readonly string[]) => Promise<void>>();
  return (queue, ids) => {
    const hold = known.get(queue) ?? gathered((calls: readonly (readonly string[])[]) => askReplicas(client, queue, new Set(calls.flat()), replicas, limitMs));
    known.set(queue, hold);
    return hold(ids);
  };
}

async function askReplicas(client: RedisClient, queue: string, ids: ReadonlySet<string>, replicas: number, limitMs: number): Promise<void> {
  const key = (part: string): string => `${prefixOf(queue)}:${queue}:${part}`;
  const answers = (await client.pipeline().exists(...[...ids].map(key)).set(key('held'), 1).wait(replicas, limitMs).exec()) ?? [];
  for (const [error] of answers) if (error !== null) throw error;
  const [there, held] = [Number(answers[0]?.[1]), Number(answers[2]?.[1])];
  if (there < ids.size) throw new QueueUnavailableError('the store has lost what it confirmed');
  if (held < replicas) throw new QueueUnavailableError(`${held} of ${replicas} replicas hold the job`);
}
