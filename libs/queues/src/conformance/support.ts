import { deadlineIn, silentLogger, type Logger } from '@ownerbot/runtime';
import { startRedis, testDatabase, waitFor } from '@ownerbot/testing';
import { createQueues, type BackendName, type Consumer, type QueueConfig, type Queues } from '../index';

export * from './requests';

// Real servers on a machine that does other things too.
jest.setTimeout(60_000);

export const BACKENDS = ['redis', 'postgres'] as const satisfies readonly BackendName[];

export interface TestStore {
  readonly settings: QueueConfig;
  remove(): Promise<void>;
}

/** A store with nothing in it, migrated. */
export async function emptyStore(backend: BackendName, lanes: { inbox?: number; outbox?: number } = {}): Promise<TestStore> {
  const counts = { inboxLanes: lanes.inbox ?? 2, outboxLanes: lanes.outbox ?? 2 };
  if (backend === 'redis') {
    const redis = await startRedis({ appendonly: true });
    return { settings: { backend, redisUrl: redis.url, ...counts }, remove: () => redis.remove() };
  }
  const database = await testDatabase({ migrated: false });
  const settings: QueueConfig = { backend, databaseUrl: database.url, ...counts };
  await createQueues({ settings, log: silentLogger }).migrate();
  return { settings, remove: () => database.drop() };
}

/** Opens queues and gives all of them back at the end of the test. */
export class Workshop {
  private readonly opened: Queues[] = [];
  private readonly consumers: Consumer[] = [];

  queues(settings: QueueConfig, log: Logger = silentLogger): Queues {
    const queues = createQueues({ settings, log });
    this.opened.push(queues);
    return queues;
  }

  async started(consumer: Consumer): Promise<Consumer> {
    this.consumers.push(consumer);
    await consumer.start();
    return consumer;
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop(deadlineIn(4_000))));
    await Promise.all(this.opened.map((queues) => queues.close()));
    this.consumers.length = 0;
    this.opened.length = 0;
  }
}

export const until = (what: string, condition: () => unknown, timeoutMs = 15_000): Promise<unknown> => waitFor(condition, { what, timeoutMs });
