import { randomUUID } from 'node:crypto';
import { deadlineIn, silentLogger, type Logger } from '@ownerbot/runtime';
import { startRedis, testDatabase, waitFor } from '@ownerbot/testing';
import { createQueues, type BackendName, type Consumer, type JobRequest, type QueueConfig, type Queues, type QueueTiming } from '../index';

export const BACKENDS = ['redis', 'postgres'] as const satisfies readonly BackendName[];

/** Short enough for tests, long enough for a loaded machine. */
export const QUICK: Partial<QueueTiming> = { lockMs: 2_000, stalledEveryMs: 500, storeRetryMs: 100, abortGraceMs: 300, handBackMs: 50, gateEveryMs: 25 };

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

/** Another chat for each test, so that tests can share a store. */
export const aChat = (): string => String(1_000_000 + Math.floor(Math.random() * 1e9));

export function anUpdate(chatId: string, number: number, extra: object = {}): JobRequest<'inbox.update'> {
  const id = `tg-1-${chatId}-${number}`;
  return {
    kind: 'inbox.update',
    id,
    laneKey: chatId,
    correlationId: id,
    payload: { botId: '1', updateId: String(number), chatId, userId: null, receivedAt: '2026-01-02T03:04:05.000Z', update: { update_id: number, ...extra } },
  };
}

export function aToolRun(name: string = randomUUID()): JobRequest<'tool.run'> {
  const at = '2026-01-02T03:04:05.000Z';
  return {
    kind: 'tool.run',
    id: `tool-${name}`,
    correlationId: `tool-${name}`,
    payload: { effectId: `tool-${name}`, botId: '1', updateId: '1', chatId: '2', ownerId: '2', tool: 'kpi_snapshot', version: '1', input: {}, source: 'test', locale: 'en', timezone: 'UTC', requestedAt: at, deadlineAt: at },
  };
}

export const until = (what: string, condition: () => unknown, timeoutMs = 15_000): Promise<unknown> => waitFor(condition, { what, timeoutMs });
