import type { Db } from '../db/db';
import { sql, type Sql } from '../db/sql';
import type { BroadcastFacts } from './broadcast-row';

const columns: Sql = sql`
  b.id, b.bot_id as "botId", b.state, b.silent, b.total, b.requested_by as "requestedBy", b.created_at as "createdAt", b.finished_at as "finishedAt",
  (select coalesce(jsonb_object_agg(c.state, c.count), '{}') from (
    select r.state, count(*)::int as count from broadcast_recipients r where r.broadcast_id = b.id group by r.state
  ) c) as recipients`;

/** The latest broadcasts, newest first. Locks nothing. */
export function listBroadcasts(db: Db, limit: number): Promise<BroadcastFacts[]> {
  return db.query<BroadcastFacts>(sql`select ${columns} from broadcasts b order by b.id desc limit ${limit}`);
}

/** One broadcast; null: there is none. Locks nothing. */
export async function readBroadcast(db: Db, id: string): Promise<BroadcastFacts | null> {
  const [row] = await db.query<BroadcastFacts>(sql.named('read-broadcast')`select ${columns} from broadcasts b where b.id = ${id}::bigint`);
  return row ?? null;
}
