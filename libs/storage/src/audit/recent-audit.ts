import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface AuditRow {
  readonly id: string;
  readonly occurredAt: Date;
  readonly correlationId: string;
  readonly eventType: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The newest audit records, of one type or of all, older than `beforeId` where it is given; `total` counts them all. Locks nothing. */
export async function recentAudit(db: Db, query: { limit: number; eventType?: string; beforeId?: string }): Promise<{ total: number; rows: AuditRow[] }> {
  const type = query.eventType ?? null;
  const before = query.beforeId ?? null;
  const rows = await db.query<AuditRow>(sql.named('recent-audit')`
    select id, occurred_at as "occurredAt", correlation_id as "correlationId", event_type as "eventType", fields
    from audit_events
    where (${type}::text is null or event_type = ${type}) and (${before}::bigint is null or id < ${before}::bigint)
    order by id desc limit ${query.limit}`);
  const [count] = await db.query<{ total: number }>(sql.named('count-audit')`
    select count(*)::int as total from audit_events where (${type}::text is null or event_type = ${type})`);
  return { total: count?.total ?? 0, rows };
}
