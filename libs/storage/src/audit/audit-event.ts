import { sql, type Sql } from '../db/sql';
import { storableJson } from '../db/storable';

export type AuditSeverity = 'info' | 'warning' | 'error';

/** Something worth knowing later. No message text, customer data or keys in `fields`. */
export interface NewAuditEvent {
  readonly eventType: string;
  readonly severity: AuditSeverity;
  readonly ownerUserId?: string | null;
  readonly chatId?: string | null;
  readonly shopId?: number | null;
  readonly fields: Readonly<Record<string, unknown>>;
  /** At most one record under this key in `ttlSec` seconds, across all processes and restarts. */
  readonly throttle?: { readonly key: string; readonly ttlSec: number };
}

const THROTTLE_PREFIX = 'throttle:audit:';

/**
 * CTEs `noted`, `throttled` and `audited`. Need a CTE `won` with at most one row that has `correlation_id`. A throttle is taken
 * by the insert itself, so that of two at once one wins.
 */
export function auditedEvents(events: readonly NewAuditEvent[], at: Date): Sql {
  return sql`
  noted as (
    select w.correlation_id, x.*
    from won w, jsonb_to_recordset(${eventsJson(events)}::jsonb)
      as x(event_type text, severity text, owner_user_id bigint, chat_id bigint, shop_id integer, fields jsonb, throttle_key text, throttle_sec double precision)
  ),
  throttled as (
    insert into kept_values as k (key, value, expires_at)
    select distinct on (throttle_key) throttle_key, 'true'::jsonb, ${at}::timestamptz + throttle_sec * interval '1 second'
    from noted where throttle_key is not null
    order by throttle_key
    on conflict (key) do update set expires_at = excluded.expires_at where k.expires_at <= ${at}::timestamptz
    returning key
  ),
  audited as (
    insert into audit_events (occurred_at, correlation_id, event_type, severity, owner_user_id, chat_id, shop_id, fields)
    select ${at}, correlation_id, event_type, severity, owner_user_id, chat_id, shop_id, fields
    from noted where throttle_key is null or throttle_key in (select key from throttled)
    returning id
  )`;
}

function eventsJson(events: readonly NewAuditEvent[]): string | null {
  return storableJson(
    events.map((one) => ({
      event_type: one.eventType,
      severity: one.severity,
      owner_user_id: one.ownerUserId ?? null,
      chat_id: one.chatId ?? null,
      shop_id: one.shopId ?? null,
      fields: one.fields,
      throttle_key: one.throttle === undefined ? null : THROTTLE_PREFIX + one.throttle.key,
      throttle_sec: one.throttle?.ttlSec ?? null,
    })),
  );
}
