import type { Db } from '../db/db';
import { sql, type Sql } from '../db/sql';
import type { ItemState, OperationState, OperationType, SkipReason } from './replay-row';

export interface ReplayFacts {
  readonly id: string;
  readonly type: OperationType;
  readonly state: OperationState;
  readonly why: string | null;
  readonly selection: object;
  readonly ratePerSec: number;
  readonly canary: { readonly first: number; readonly maxDead: number } | null;
  readonly canaryOver: boolean;
  readonly force: boolean;
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly total: number;
  readonly createdAt: Date;
  readonly steppedAt: Date;
  readonly finishedAt: Date | null;
  /** How many items are in each state that occurs. */
  readonly items: Readonly<Partial<Record<ItemState, number>>>;
}

const replayColumns: Sql = sql`
  r.id, r.type, r.state, r.why, r.selection, r.rate_per_sec as "ratePerSec", r.canary, r.canary_over as "canaryOver", r.force, r.reason, r.requested_by as "requestedBy", r.total,
  r.created_at as "createdAt", r.stepped_at as "steppedAt", r.finished_at as "finishedAt",
  (select coalesce(jsonb_object_agg(c.state, c.count), '{}') from (select i.state, count(*)::int as count from replay_items i where i.replay_id = r.id group by i.state) c) as items`;

/** Operations, newest first, those that go on or all. Locks nothing. */
export async function listReplays(db: Db, query: { limit: number; beforeId: string | null; isOpen: boolean }): Promise<{ total: number; replays: ReplayFacts[] }> {
  const open = query.isOpen ? sql`r.finished_at is null` : sql`true`;
  const replays = await db.query<ReplayFacts>(sql`
    select ${replayColumns} from replays r
    where ${open} and (${query.beforeId}::bigint is null or r.id < ${query.beforeId}::bigint)
    order by r.id desc limit ${query.limit}`);
  const [row] = await db.query<{ total: number }>(sql`select count(*)::int as total from replays r where ${open}`);
  return { total: row?.total ?? 0, replays };
}

/** One operation; null: there is none. Locks nothing. */
export async function readReplay(db: Db, id: string): Promise<ReplayFacts | null> {
  const [row] = await db.query<ReplayFacts>(sql.named('read-replay')`select ${replayColumns} from replays r where r.id = ${id}::bigint`);
  return row ?? null;
}

export interface ReplayItemFacts {
  readonly n: number;
  readonly letterId: string;
  readonly state: ItemState;
  readonly jobId: string | null;
  readonly reason: SkipReason | null;
  readonly endedAt: Date | null;
}

/** Letters of an operation in their order. Locks nothing. */
export async function listReplayItems(db: Db, query: { id: string; afterN: number; limit: number }): Promise<ReplayItemFacts[]> {
  return db.query<ReplayItemFacts>(sql.named('list-replay-items')`
    select n, letter_id as "letterId", state, job_id as "jobId", reason, ended_at as "endedAt"
    from replay_items where replay_id = ${query.id}::bigint and n > ${query.afterN}::int order by n limit ${query.limit}`);
}
