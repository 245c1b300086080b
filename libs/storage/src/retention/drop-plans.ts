import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/**
 * Forgets old plans that have their end. One that waits for the owner, or for its messages, stays. Returns how many.
 * Locks: those plans, skipping rows that somebody is writing. Idempotent.
 */
export async function dropPlans(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-plans')`
    with due as (
      select p.plan_id from plans p
      where p.state in ('done', 'partial', 'failed', 'cancelled', 'expired') and p.created_at < ${before} and coalesce(p.settled_at, p.created_at) < ${before}
      limit ${limit} for update of p skip locked
    ),
    gone as (delete from plans p using due d where p.plan_id = d.plan_id returning 1)
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}
