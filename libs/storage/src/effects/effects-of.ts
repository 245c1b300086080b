import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { DueEffect } from './effect';
import { dueColumns, gateIsOpen } from './effect-sql';

/** The effects of a decided update that are still to be dispatched and may go now. Locks nothing. */
export async function effectsOf(db: Db, seq: string): Promise<DueEffect[]> {
  return db.query<DueEffect>(sql.named('effects-of')`
    select ${dueColumns} from updates t join effects e on e.correlation_id = t.correlation_id and e.cause_seq = t.seq
    where t.seq = ${seq} and e.state = 'pending' and ${gateIsOpen}
    order by e.request_seq, e.n`);
}
