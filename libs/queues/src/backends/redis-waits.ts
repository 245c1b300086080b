import type { RedisQueueBackend } from 'bullmq';
import { codeOf, withinMs, type Logger } from '@ownerbot/runtime';

/** How much longer than it asked for a worker's wait may take. BullMQ notices after one second and mends its connection meanwhile. */
const PATIENCE_MS = 4_000;

type Waiting = Pick<RedisQueueBackend, 'waitForJob' | 'reconnectBlocking'>;

export interface BoundOptions {
  readonly queue: string;
  readonly log: Logger;
  /** Makes the lost connection anew. */
  readonly renew: () => void;
  /** For tests. */
  readonly patienceMs?: number;
}

/**
 * A worker waits for jobs on a connection of its own. When that is lost at the wrong moment (a failover, an event loop that stood still),
 * mending it may never come to its end, and the worker would take nothing for as long as its process lives. So each wait and each
 * mending is left alone when its time is over: the worker then looks for jobs by itself, on the connection for commands.
 */
export function boundWaits<B extends Waiting>(backend: B, { queue, log, renew, patienceMs = PATIENCE_MS }: BoundOptions): B {
  const waitForJob = backend.waitForJob.bind(backend);
  const reconnectBlocking = backend.reconnectBlocking.bind(backend);

  async function bounded<T>(what: string, limitMs: number, work: Promise<T>): Promise<T | null> {
    try {
      return await withinMs(what, limitMs, work);
    } catch (error) {
      if (codeOf(error) !== 'DEADLINE_PASSED') throw error;
      log.warn('queues.redis.wait-given-up', { queue, what, limitMs });
      renew();
      return null;
    }
  }

  const own: Waiting = {
    waitForJob: (timeoutSec: number) => bounded('waiting for a job', timeoutSec * 1_000 + patienceMs, waitForJob(timeoutSec)),
    reconnectBlocking: async () => void (await bounded('a new connection for waiting', patienceMs, reconnectBlocking())),
  };
  return Object.assign(backend, own);
}
