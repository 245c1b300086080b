import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** When the first event that is still kept happened; null: there is none. Reads one row of the index by time; locks nothing. */
export async function auditBegins(db: Db): Promise<Date | null> {
  const [row] = await db.query<{ at: Date }>(sql.named('audit-begins')`select occurred_at as at from audit_events order by occurred_at limit 1`);
  return row?.at ?? null;
}
