import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { DueEffect } from './effect';
import { dueColumns, gateIsOpen } from './effect-sql';

/** Effects written before a moment that nobody has dispatched although they may go: what a crash left behind. Locks nothing. */
export async function pendingEffects(db: Db, input: { before: Date; limit: number }): Promise<DueEffect[]> {
  return db.query<DueEffect>(sql`
    select ${dueColumns} from effects e
    where e.state = 'pending' and e.created_at < ${input.before} and ${gateIsOpen}
    order by e.created_at, e.request_seq, e.n
    limit ${input.limit}`);
}
