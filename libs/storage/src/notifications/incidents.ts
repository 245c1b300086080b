import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { Incident } from './notify-rows';

const columns = sql`
  i.incident_id as "incidentId", i.owner_user_id as "ownerUserId", i.cause, i.state, i.first_seen_at as "firstSeenAt", i.last_seen_at as "lastSeenAt",
  i.raised_at as "raisedAt", i.last_sent_at as "lastSentAt", i.repeats, i.acked_at as "ackedAt", i.closed_at as "closedAt", i.clear_count as "clearCount",
  i.reopened, i.figures`;

/** An owner's open incidents, and those closed since a moment; oldest first. Locks nothing. */
export async function readIncidents(db: Db, input: { readonly ownerUserId: string; readonly closedSince: Date }): Promise<Incident[]> {
  return db.query<Incident>(sql.named('read-incidents')`
    select ${columns} from incidents i
    where i.owner_user_id = ${input.ownerUserId}::bigint and (i.state <> 'closed' or i.closed_at >= ${input.closedSince})
    order by i.first_seen_at, i.incident_id`);
}

/** One incident, open or closed; null: there is none of this owner. Locks nothing. */
export async function readIncident(db: Db, input: { readonly ownerUserId: string; readonly incidentId: string }): Promise<Incident | null> {
  const [row] = await db.query<Incident>(sql.named('read-incident')`
    select ${columns} from incidents i where i.owner_user_id = ${input.ownerUserId}::bigint and i.incident_id = ${input.incidentId}::uuid`);
  return row ?? null;
}

export interface StoredIncidentWrite {
  readonly incident: Incident;
  readonly events: readonly { readonly event: string; readonly by: string | null }[];
}

/**
 * Writes incidents as they are from now on, with what happened to them. Belongs into the transaction of the decision, under the lock of
 * the owner's subscription. Locks: those rows. Writing the same incident again changes nothing; its events are written each time.
 */
export async function saveIncidents(tx: Db, writes: readonly StoredIncidentWrite[], at: Date): Promise<void> {
  if (writes.length === 0) return;
  const rows = [...writes]
    .sort((one, other) => (one.incident.incidentId < other.incident.incidentId ? -1 : 1))
    .map(({ incident, events }) => ({ ...incident, events }));
  await tx.query(sql.named('save-incidents')`
    with x as (
      select * from jsonb_to_recordset(${storableJson(rows)}::jsonb) as x("incidentId" uuid, "ownerUserId" bigint, cause text, state text, "firstSeenAt" timestamptz,
        "lastSeenAt" timestamptz, "raisedAt" timestamptz, "lastSentAt" timestamptz, repeats integer, "ackedAt" timestamptz, "closedAt" timestamptz,
        "clearCount" integer, reopened integer, figures jsonb, events jsonb)
    ),
    saved as (
      insert into incidents (incident_id, owner_user_id, cause, state, first_seen_at, last_seen_at, raised_at, last_sent_at, repeats, acked_at, closed_at, clear_count, reopened, figures)
      select "incidentId", "ownerUserId", cause, state, "firstSeenAt", "lastSeenAt", "raisedAt", "lastSentAt", repeats, "ackedAt", "closedAt", "clearCount", reopened, figures from x
      on conflict (incident_id) do update set state = excluded.state, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at, raised_at = excluded.raised_at,
        last_sent_at = excluded.last_sent_at, repeats = excluded.repeats, acked_at = excluded.acked_at, closed_at = excluded.closed_at,
        clear_count = excluded.clear_count, reopened = excluded.reopened, figures = excluded.figures
      returning incident_id
    )
    insert into incident_events (incident_id, at, event, "by", figures)
    select s.incident_id, ${at}, e.event, e."by", x.figures
    from saved s join x on x."incidentId" = s.incident_id, jsonb_to_recordset(x.events) as e(event text, "by" text)`);
}
