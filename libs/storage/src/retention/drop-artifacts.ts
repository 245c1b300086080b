import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/**
 * Forgets old files whose bytes are gone. Returns how many. Locks: those rows, skipping rows that somebody is writing. Idempotent.
 */
export async function dropArtifacts(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-artifacts')`
    with due as (
      select artifact_id from artifacts where blob_sha256 is null and created_at < ${before} order by created_at limit ${limit} for update skip locked
    ),
    gone as (
      delete from artifacts a using due d where a.artifact_id = d.artifact_id returning 1
    )
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}
