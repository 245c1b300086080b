import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Outage } from './notify-rows';

const columns = sql`
  o.outage_id as "outageId", o.cause, o.opened_at as "openedAt", o.confirmed_at as "confirmedAt", o.noticed_at as "noticedAt", o.closed_at as "closedAt",
  o.checks, o.good_checks as "goodChecks", o.good_since as "goodSince", o.reopened, o.last_error as "lastError"`;

/** Outages that are open, and those that ended since a moment; oldest first. Locks nothing. */
export async function readOutages(db: Db, input: { readonly closedSince: Date }): Promise<Outage[]> {
  return db.query<Outage>(sql.named('read-outages')`
    select ${columns} from upstream_outages o where o.closed_at is null or o.closed_at >= ${input.closedSince} order by o.opened_at, o.outage_id`);
}

/** Writes an outage as it is from now on. Locks: its row. Idempotent. */
export async function saveOutage(tx: Db, one: Outage): Promise<void> {
  await tx.query(sql.named('save-outage')`
    insert into upstream_outages (outage_id, cause, opened_at, confirmed_at, noticed_at, closed_at, checks, good_checks, good_since, reopened, last_error)
    values (${one.outageId}, ${one.cause}, ${one.openedAt}, ${one.confirmedAt}, ${one.noticedAt}, ${one.closedAt}, ${one.checks}, ${one.goodChecks}, ${one.goodSince},
      ${one.reopened}, ${one.lastError})
    on conflict (outage_id) do update set opened_at = excluded.opened_at, confirmed_at = excluded.confirmed_at, noticed_at = excluded.noticed_at, closed_at = excluded.closed_at,
      checks = excluded.checks, good_checks = excluded.good_checks, good_since = excluded.good_since, reopened = excluded.reopened, last_error = excluded.last_error`);
}

/** Forgets failed checks that never became an outage. Locks: its row. Idempotent. */
export async function dropOutage(tx: Db, outageId: string): Promise<void> {
  await tx.query(sql.named('drop-outage')`delete from upstream_outages where outage_id = ${outageId}::uuid and confirmed_at is null`);
}
