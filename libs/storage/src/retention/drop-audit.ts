import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/** Forgets old audit events. Returns how many. Locks: those events. Idempotent. */
export async function dropAudit(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-audit')`
    with due as (
      select id from audit_events where occurred_at < ${before} order by occurred_at limit ${limit} for update skip locked
    ),
    gone as (
      delete from audit_events a using due d where a.id = d.id returning 1
    )
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}
