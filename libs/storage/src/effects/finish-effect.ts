import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** Ends an effect that leaves no trace of its own. Locks: its row. Idempotent. */
export async function finishEffect(db: Db, input: { effectId: string; at: Date }): Promise<void> {
  await db.query(sql.named('finish-effect')`
    update effects set state = 'finished', finished_at = ${input.at} where id = ${input.effectId} and state <> 'finished'`);
}
