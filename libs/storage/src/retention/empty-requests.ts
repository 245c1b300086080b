import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { requestIsOver, type Batch } from './over-requests';

/**
 * Takes what people wrote, and what they were answered, out of old requests: the payloads of ledger rows and effects, and the texts of
 * messages. That they were, when, and what became of them stays. One that is not over stays as it is. Returns how many ledger rows.
 * Locks: those ledger rows, skipping rows that somebody is writing, and their effects and messages, which nobody writes any more.
 * Idempotent: an emptied row is not found again.
 */
export async function emptyRequests(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('empty-requests')`
    with due as materialized (
      select u.seq, u.correlation_id from updates u
      where u.received_at < ${before} and u.payload is not null and u.state in ('done', 'dead') and ${requestIsOver}
      order by u.received_at limit ${limit} for update of u skip locked
    ),
    of_effects as (
      update effects e set payload = null from due d where e.correlation_id = d.correlation_id and e.payload is not null
    ),
    of_messages as (
      update messages m set text = null
      from due d join effects e on e.correlation_id = d.correlation_id
      where m.effect_id = e.id and m.text is not null
    ),
    emptied as (
      update updates u set payload = null from due d where u.seq = d.seq returning 1
    )
    select count(*)::int as count from emptied`);
  return row?.count ?? 0;
}
