import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/**
 * Forgets dead letters that were settled long ago. An open one, and one that is being replayed, stays as it is, however old: somebody has
 * still to look at it. Returns how many.
 * Locks: those letters, skipping rows that somebody is writing. Idempotent.
 */
export async function dropLetters(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-letters')`
    with due as (
      select id from dead_letters
      where died_at < ${before} and closed_at < ${before} and state in ('replayed', 'discarded') order by died_at limit ${limit} for update skip locked
    ),
    gone as (
      delete from dead_letters d using due where d.id = due.id returning 1
    )
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}
