import type { Db } from '../db/db';
import { sql } from '../db/sql';

/**
 * Forgets the bytes of files whose time is over, with what they were drawn from, at most `limit` of them; what is known of the files stays. Returns how many.
 * Locks: the rows of those files, skipping rows that somebody is writing; bytes that another file names stay. Idempotent.
 */
export async function dropOldFiles(db: Db, at: Date, limit = 200): Promise<number> {
  const over = await db.query<{ sha256: string | null }>(sql`
    with due as (
      select artifact_id, blob_sha256 from artifacts where (blob_sha256 is not null or model is not null) and expires_at <= ${at}
      order by expires_at limit ${limit} for update skip locked
    )
    update artifacts a set blob_sha256 = null, model = null from due d where a.artifact_id = d.artifact_id returning d.blob_sha256 as sha256`);
  if (over.length === 0) return 0;
  // The foreign key holds against a file that is being stored meanwhile with the same bytes: its row of the bytes is locked.
  await db.query(sql`
    with free as (
      select b.sha256 from artifact_blobs b
      where b.sha256 = any(${over.flatMap(({ sha256 }) => sha256 ?? [])}::text[]) and not exists (select 1 from artifacts a where a.blob_sha256 = b.sha256)
      for update skip locked
    )
    delete from artifact_blobs b using free f where b.sha256 = f.sha256`);
  return over.length;
}
