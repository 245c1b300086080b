import type { Db } from '../db/db';
import { sql } from '../db/sql';

/**
 * Notes that effects are in the queues now and, with `seq`, that the turn is done.
 * Locks: those rows. Idempotent: states only go forward. Commits without waiting for the disk: if a power loss takes it, the
 * relay adds the same ids again. So never inside a transaction.
 */
export async function finishDispatch(db: Db, input: { seq?: string | null; effectIds: readonly string[]; at: Date }): Promise<void> {
  await db.query(sql.named('finish-dispatch')`
    with marked as (
      update effects set state = 'dispatched', dispatched_at = ${input.at} where id = any(${[...input.effectIds]}::text[]) and state = 'pending'
    ),
    finished as (
      update updates set state = 'done', done_at = ${input.at} where seq = ${input.seq ?? null}::bigint and state = 'decided'
    )
    select set_config('synchronous_commit', 'off', true)`);
}
