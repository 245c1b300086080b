import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** Values by key; what is unknown or has expired is absent. Locks nothing. */
export async function readKept(db: Db, keys: readonly string[], at: Date): Promise<Record<string, unknown>> {
  if (keys.length === 0) return {};
  const rows = await db.query<{ key: string; value: unknown }>(sql.named('read-kept')`
    select key, value from kept_values where key = any(${[...keys]}::text[]) and expires_at > ${at}`);
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}
