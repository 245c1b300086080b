import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { Batch } from './over-requests';

/**
 * Forgets old proposals that have their end, with their attempts. One that waits for the owner, is being committed, or whose outcome is
 * unknown stays, and so does one of which a dead letter is open. Returns how many.
 * Locks: those proposals and attempts, skipping rows that somebody is writing. Idempotent.
 */
export async function dropProposals(db: Db, { before, limit }: Batch): Promise<number> {
  const [row] = await db.query<{ count: number }>(sql.named('drop-proposals')`
    with due as (
      select p.proposal_id from action_proposals p
      where p.state in ('committed', 'failed', 'cancelled', 'expired') and p.created_at < ${before} and coalesce(p.settled_at, p.created_at) < ${before}
        and not exists (select 1 from dead_letters l where l.correlation_id = p.correlation_id and l.state in ('open', 'replaying'))
      limit ${limit} for update of p skip locked
    ),
    gone as (
      delete from action_proposals p using due d where p.proposal_id = d.proposal_id returning 1
    )
    select count(*)::int as count from gone`);
  return row?.count ?? 0;
}
