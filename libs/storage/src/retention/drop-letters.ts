import type { Db } from '../db/db';
import { sql } from '../db/sql';

/**
 * Retention: closed letters and ended operations that are older go, and open letters lose their payload, after which they can only be
 * discarded. At most `limit` letters, and 20 operations with their items; returns how many.
 * Locks: those rows, skipping rows that somebody is writing. Idempotent.
 */
export async function dropOldLetters(db: Db, { before, limit = 1000 }: { before: Date; limit?: number }): Promise<number> {
  const [row] = await db.query<{ removed: number }>(sql`
    with closed as (
      delete from dead_letters where id in (
        select id from dead_letters where died_at < ${before} and closed_at < ${before} and state in ('replayed', 'discarded') order by died_at limit ${limit} for update skip locked)
      returning 1
    ),
    emptied as (
      update dead_letters set payload = null where id in (
        select id from dead_letters where died_at < ${before} and state = 'open' and payload is not null order by died_at limit ${limit} for update skip locked)
      returning 1
    ),
    ended as (
      delete from replays where id in (select id from replays where finished_at < ${before} order by id limit 20 for update skip locked) returning id
    ),
    items as (
      delete from replay_items where replay_id in (select id from ended) returning 1
    )
    select ((select count(*) from closed) + (select count(*) from emptied) + (select count(*) from ended))::int as removed, (select count(*) from items) as items`);
  return row?.removed ?? 0;
}
