import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { requestIsOver, type Batch } from './over-requests';

/**
 * Forgets old requests: their rows in the ledger, their effects and messages. One that is not over stays. Returns how many ledger rows.
 * Locks: those rows, skipping ledger rows that somebody is writing. Idempotent.
 */
export async function dropRequests(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-requests')`
    with due as materialized (
      select u.seq, u.correlation_id from updates u
      where u.received_at < ${before} and ${requestIsOver}
      order by u.received_at limit ${limit} for update of u skip locked
    ),
    of_messages as (
      delete from messages m using due d join effects e on e.correlation_id = d.correlation_id where m.effect_id = e.id
    ),
    of_effects as (
      delete from effects e using due d where e.correlation_id = d.correlation_id
    ),
    gone as (
      delete from updates u using due d where u.seq = d.seq returning 1
    )
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}
