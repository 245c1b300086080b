import type { AuditRow } from '../audit/recent-audit';
import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** The newest records of requests, and how many there are. Reads the index by type and time; locks nothing. */
export async function lastRequests(db: Db, limit: number): Promise<{ readonly total: number; readonly rows: readonly AuditRow[] }> {
  const rows = await db.query<AuditRow>(sql.named('last-requests')`
    select id, occurred_at as "occurredAt", correlation_id as "correlationId", event_type as "eventType", fields
    from audit_events where event_type = 'retrospective' order by occurred_at desc, id desc limit ${limit}`);
  const [count] = await db.query<{ total: number }>(sql.named('count-last-requests')`select count(*)::int as total from audit_events where event_type = 'retrospective'`);
  return { total: count?.total ?? 0, rows };
}
