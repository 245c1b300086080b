import type { Queues, QueueState } from '@ownerbot/queues';
import { codeOf, type Clock } from '@ownerbot/runtime';
import { blockedChats, countAttention, recentActivity, type Db } from '@ownerbot/storage';
import type { OverviewView, QueueView } from '../contract';
import { processView } from './process-state';

const BLOCKED_SHOWN = 20;
const MINUTES = 60;
const ALERTS_OF_MS = 86_400_000;

/** Everything of the first page. While a store is away, what the other one tells is still there. */
export function createOverview({ db, queues, clock }: { db: Db; queues: Queues; clock: Clock }): () => Promise<OverviewView> {
  return async () => {
    const now = clock.now();
    const missing: { part: string; code: string }[] = [];
    const orNull = async <T>(part: string, work: Promise<T>): Promise<T | null> => {
      try {
        return await work;
      } catch (error) {
        missing.push({ part, code: codeOf(error) });
        return null;
      }
    };
    const [states, processes, blocked, minutes, counts] = await Promise.all([
      orNull('queues', queues.inspect()),
      orNull('processes', queues.processes()),
      orNull('blockedChats', blockedChats(db, BLOCKED_SHOWN)),
      orNull('minutes', recentActivity(db, { until: now, count: MINUTES })),
      orNull('counts', countAttention(db, new Date(now.getTime() - ALERTS_OF_MS))),
    ]);
    return {
      at: now.toISOString(),
      backend: queues.backend,
      queues: states?.map(queueView) ?? null,
      processes: processes?.map(processView) ?? null,
      blockedChats: blocked === null ? null : { total: blocked.total, items: blocked.items.map((one) => ({ ...one, blockedAt: one.blockedAt.toISOString() })) },
      minutes: minutes?.map((one) => ({ ...one, at: one.at.toISOString() })) ?? null,
      counts,
      missing,
    };
  };
}

function queueView({ queue, waiting, active, delayed, failed, paused, oldestWaitingAgeMs, workers }: QueueState): QueueView {
  return { queue, family: queue.replace(/-\d+$/, ''), waiting, active, delayed, failed, paused, oldestWaitingAgeMs, workers };
}
