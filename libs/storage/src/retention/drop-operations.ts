import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/**
 * Forgets replays and drains that ended long ago: first their items, then they themselves. Returns how many rows.
 * Locks: those rows, skipping operations that somebody is writing. Idempotent.
 */
export async function dropOperations(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-operations')`
    with old as materialized (
      select id from replays where finished_at < ${before} order by id limit 20 for update skip locked
    ),
    due as materialized (
      select i.replay_id, i.n from replay_items i join old o on o.id = i.replay_id limit ${limit}
    ),
    items as (
      delete from replay_items i using due d where i.replay_id = d.replay_id and i.n = d.n returning 1
    ),
    -- The last step of an operation: all that is left of its items is in this batch.
    gone as (
      delete from replays r using old o where r.id = o.id and (select count(*) from due) < ${limit} returning 1
    )
    select ((select count(*) from items) + (select count(*) from gone))::int as count`);
  return row?.count ?? 0;
}
