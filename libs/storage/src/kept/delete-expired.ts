import type { Db } from '../db/db';
import { sql } from '../db/sql';

/**
 * Removes what has expired, at most `limit` rows of each table; returns how many. A session is removed as a whole.
 * Locks: those rows, skipping rows that somebody is writing. Idempotent.
 */
export async function deleteExpired(db: Db, at: Date, limit = 1000): Promise<number> {
  const [row] = await db.query<{ removed: number }>(sql`
    with old_values as (
      delete from kept_values where key in (
        select key from kept_values where expires_at <= ${at} order by expires_at limit ${limit} for update skip locked)
      returning 1
    ),
    old_sessions as (
      delete from sessions where (bot_id, chat_id) in (
        select bot_id, chat_id from sessions where expires_at <= ${at} limit ${limit} for update skip locked)
      returning 1
    ),
    old_transcripts as (
      delete from transcripts where (file_unique_id, variant) in (
        select file_unique_id, variant from transcripts where expires_at <= ${at} order by expires_at limit ${limit} for update skip locked)
      returning 1
    )
    select ((select count(*) from old_values) + (select count(*) from old_sessions) + (select count(*) from old_transcripts))::int as removed`);
  return row?.removed ?? 0;
}
