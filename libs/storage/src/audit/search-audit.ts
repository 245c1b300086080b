import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { AuditSeverity } from './audit-event';

/** Every condition that is given must hold. */
export interface AuditSearch {
  readonly eventType?: string;
  readonly severity?: AuditSeverity;
  readonly correlationId?: string;
  readonly chatId?: string;
  /** At or after. */
  readonly since?: Date;
  /** Before. */
  readonly until?: Date;
  /** The page after this event. */
  readonly beforeId?: string;
  readonly limit: number;
}

export interface FoundAudit {
  readonly id: string;
  readonly occurredAt: Date;
  readonly correlationId: string;
  readonly eventType: string;
  readonly severity: AuditSeverity;
  readonly ownerUserId: string | null;
  readonly chatId: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Audit events, newest first. Does not count them: there may be millions. Locks nothing. */
export async function searchAudit(db: Db, { eventType, severity, correlationId, chatId, since, until, beforeId, limit }: AuditSearch): Promise<FoundAudit[]> {
  return db.query<FoundAudit>(sql`
    select id, occurred_at as "occurredAt", correlation_id as "correlationId", event_type as "eventType", severity,
      owner_user_id as "ownerUserId", chat_id as "chatId", fields
    from audit_events
    where (${eventType ?? null}::text is null or event_type = ${eventType ?? null})
      and (${severity ?? null}::text is null or severity = ${severity ?? null})
      and (${correlationId ?? null}::text is null or correlation_id = ${correlationId ?? null})
      and (${chatId ?? null}::bigint is null or chat_id = ${chatId ?? null})
      and (${since ?? null}::timestamptz is null or occurred_at >= ${since ?? null})
      and (${until ?? null}::timestamptz is null or occurred_at < ${until ?? null})
      and (${beforeId ?? null}::bigint is null or id < ${beforeId ?? null})
    order by id desc limit ${limit}`);
}

/** The types that there are events of. Looks each up in the index instead of reading all events. Locks nothing. */
export async function auditTypes(db: Db): Promise<string[]> {
  const rows = await db.query<{ type: string }>(sql.named('audit-types')`
    with recursive types as (
      (select event_type from audit_events order by event_type limit 1)
      union all
      select (select a.event_type from audit_events a where a.event_type > t.event_type order by a.event_type limit 1) from types t where t.event_type is not null
    )
    select event_type as type from types where event_type is not null`);
  return rows.map(({ type }) => type);
}
