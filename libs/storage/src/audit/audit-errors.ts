import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { AuditRow } from './recent-audit';

export interface AuditErrors {
  readonly total: number;
  readonly byCode: Readonly<Record<string, number>>;
  readonly rows: readonly (AuditRow & { readonly code: string })[];
}

/** Audit records with severity `error` since a moment, newest first, and how many of each code. Locks nothing. */
export async function auditErrors(db: Db, { since, limit }: { since: Date; limit: number }): Promise<AuditErrors> {
  const rows = await db.query<AuditRow & { code: string }>(sql.named('audit-errors')`
    select id, occurred_at as "occurredAt", correlation_id as "correlationId", event_type as "eventType", fields,
      coalesce(fields->>'error_code', fields->>'code', event_type) as code
    from audit_events where severity = 'error' and occurred_at >= ${since}::timestamptz
    order by occurred_at desc, id desc limit ${limit}`);
  const counts = await db.query<{ code: string; count: number }>(sql.named('audit-error-codes')`
    select coalesce(fields->>'error_code', fields->>'code', event_type) as code, count(*)::int as count
    from audit_events where severity = 'error' and occurred_at >= ${since}::timestamptz
    group by 1 order by 2 desc, 1`);
  return { total: counts.reduce((sum, { count }) => sum + count, 0), byCode: Object.fromEntries(counts.map(({ code, count }) => [code, count])), rows };
}
