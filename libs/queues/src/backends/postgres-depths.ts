import type { QueueDepth } from './backend';
import type { QueuePool } from './postgres-pool';

interface Row {
  readonly queue: string;
  readonly waiting: string;
  readonly active: string;
  readonly delayed: string;
  readonly failed: string;
  readonly paused: boolean;
  readonly oldest: string | null;
}

/** One statement for all queues. Each count reads the partial index of its state; finished jobs, which are many, are not touched. */
const DEPTHS = `
  select q.queue,
    (select count(*) from job where queue = q.queue and state = 'waiting') as waiting,
    (select count(*) from job where queue = q.queue and state = 'active') as active,
    (select count(*) from job where queue = q.queue and state = 'delayed') as delayed,
    (select count(*) from job where queue = q.queue and state = 'failed' and state in ('completed', 'failed')) as failed,
    exists (select 1 from meta where queue = q.queue and field = 'paused' and value = '1') as paused,
    (select added_at_ms from job where queue = q.queue and state = 'waiting' order by priority, seq limit 1) as oldest
  from unnest($1::text[]) as q(queue)`;

const WORKERS = `select application_name as name from pg_stat_activity where datname = current_database() and application_name like $1`;

/** The name of a process' listening connection tells which families it serves; Postgres cuts it at 63 bytes. */
export const listenerName = (families: readonly string[]): string => `${LISTENER}${families.join(',')}`;
const LISTENER = 'ownerbot takes:';

export async function postgresDepths(pool: QueuePool, queues: readonly string[]): Promise<QueueDepth[]> {
  const [{ rows }, { rows: listeners }] = await Promise.all([pool.query<Row>(DEPTHS, [queues]), pool.query<{ name: string }>(WORKERS, [`${LISTENER}%`])]);
  const served = listeners.map(({ name }) => new Set(name.slice(LISTENER.length).split(',')));
  return rows.map((row) => ({
    queue: row.queue,
    waiting: Number(row.waiting),
    active: Number(row.active),
    delayed: Number(row.delayed),
    failed: Number(row.failed),
    paused: row.paused,
    oldestWaitingAt: row.oldest === null ? null : Number(row.oldest),
    workers: served.filter((families) => families.has(row.queue.replace(/-\d+$/, ''))).length,
  }));
}
