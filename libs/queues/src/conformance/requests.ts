import { randomUUID } from 'node:crypto';
import type { JobRequest, QueueTiming } from '../index';

/** Short enough for tests, long enough for a loaded machine. */
export const QUICK: Partial<QueueTiming> = { lockMs: 2_000, stalledEveryMs: 500, storeRetryMs: 100, abortGraceMs: 300, handBackMs: 50, asideMs: 150, gateEveryMs: 25 };

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
