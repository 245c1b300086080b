import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/**
 * Forgets old notifications whose parts have their end, with their parts, digests, effects and messages. Returns how many.
 * Locks: those rows, skipping what somebody is writing. Idempotent.
 */
export async function dropNotifications(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-notifications')`
    with due as materialized (
      select n.notification_id from notifications n
      where n.created_at < ${before} and not exists (select 1 from notify_deliveries d where d.notification_id = n.notification_id and d.state = 'pending')
      order by n.created_at limit ${limit} for update of n skip locked
    ),
    parts as materialized (
      select d.effect_id from notify_deliveries d join due on due.notification_id = d.notification_id
      union select 'art-' || d.artifact_id from notify_deliveries d join due on due.notification_id = d.notification_id where d.artifact_id is not null
    ),
    of_messages as (delete from messages m using parts p where m.effect_id = p.effect_id),
    of_effects as (delete from effects e using parts p where e.id = p.effect_id),
    gone as (delete from notifications n using due d where n.notification_id = d.notification_id returning 1)
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}

/** Forgets old runs that have their end. Returns how many. Locks: those rows, skipping what somebody is writing. Idempotent. */
export async function dropRuns(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-runs')`
    with due as (select run_id from notify_runs where finished_at < ${before} limit ${limit} for update skip locked),
    gone as (delete from notify_runs r using due d where r.run_id = d.run_id returning 1)
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}

/** Takes the models of old digests; their rows stay. Returns how many. Locks: those rows, skipping what somebody is writing. Idempotent. */
export async function dropDigestModels(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-digest-models')`
    with due as (select digest_id from digests where model is not null and created_at < ${before} limit ${limit} for update skip locked),
    gone as (update digests g set model = null from due d where g.digest_id = d.digest_id returning 1)
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}

/** Forgets incidents and outages that were closed long ago. Returns how many. Locks: those rows, skipping what somebody is writing. Idempotent. */
export async function dropIncidents(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-incidents')`
    with due as (select incident_id from incidents where state = 'closed' and closed_at < ${before} limit ${limit} for update skip locked),
    ended as (select outage_id from upstream_outages where closed_at < ${before} limit ${limit} for update skip locked),
    gone as (delete from incidents i using due d where i.incident_id = d.incident_id returning 1),
    over as (delete from upstream_outages o using ended e where o.outage_id = e.outage_id returning 1)
    select ((select count(*) from gone) + (select count(*) from over))::int as count`);
  return row?.count ?? 0;
}
