import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** Forgets values before they expire. Locks: their rows. Idempotent. */
export async function deleteKept(db: Db, keys: readonly string[]): Promise<void> {
  await db.query(sql.named('delete-kept')`delete from kept_values where key = any(${[...keys]}::text[])`);
}
