import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { auditedEvents, type NewAuditEvent } from './audit-event';

/**
 * Writes audit events that belong to no other write; returns how many passed their throttles.
 * Locks: the rows of their throttles. Not idempotent: twice writes twice, unless throttled.
 */
export async function appendAudit(db: Db, input: { correlationId: string; at: Date; events: readonly NewAuditEvent[] }): Promise<number> {
  if (input.events.length === 0) return 0;
  const [row] = await db.query<{ written: number }>(sql.named('append-audit')`
    with won as (select ${input.correlationId}::text as correlation_id), ${auditedEvents(input.events, input.at)}
    select count(*)::int as written from audited`);
  return row?.written ?? 0;
}
