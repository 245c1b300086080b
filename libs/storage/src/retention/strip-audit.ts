import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/** Fields of audit events that hold words of people or of other programs, not facts. */
const TEXTS = ['message', 'text', 'description', 'difference', 'before', 'after'];
/** Fields that are words in what operators do, and codes elsewhere. */
const OPERATORS_TEXTS = ['reason', 'filter'];
const PLACE = 'retention:audit';
const PLACE_KEPT_DAYS = 3_650;

/**
 * Takes the texts out of old audit events; the facts stay. It goes forward from where it was the last time, for an event is written once and
 * never looked at again. Returns how many events it has passed.
 * Locks: those events, and the note of the place. Idempotent; without the note it begins anew.
 */
export async function stripAudit(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('strip-audit')`
    with place as (
      select coalesce((select (value ->> 'at')::timestamptz from kept_values where key = ${PLACE}), '-infinity') as at,
        coalesce((select (value ->> 'id')::bigint from kept_values where key = ${PLACE}), 0) as id
    ),
    passed as materialized (
      select a.id, a.occurred_at from audit_events a
      where a.occurred_at >= (select at from place) and a.occurred_at < ${before} and (a.occurred_at, a.id) > (select at, id from place)
      order by a.occurred_at, a.id limit ${limit}
    ),
    stripped as (
      update audit_events a
      set fields = a.fields - ${TEXTS}::text[] - case when a.event_type = 'operator_action' then ${OPERATORS_TEXTS}::text[] else '{}' end
      from passed p
      where a.id = p.id and (a.fields ?| ${TEXTS}::text[] or (a.event_type = 'operator_action' and a.fields ?| ${OPERATORS_TEXTS}::text[]))
    ),
    noted as (
      insert into kept_values (key, value, expires_at)
      select ${PLACE}, jsonb_build_object('at', p.occurred_at, 'id', p.id), now() + ${PLACE_KEPT_DAYS}::int * interval '1 day'
      from passed p order by p.occurred_at desc, p.id desc limit 1
      on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
    )
    select count(*)::int as count from passed`);
  return row?.count ?? 0;
}
