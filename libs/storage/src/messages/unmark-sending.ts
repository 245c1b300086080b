import type { Db } from '../db/db';
import { sql } from '../db/sql';

/**
 * Takes the mark of `markSending` back: what was about to be sent has certainly not reached Telegram, so the next attempt may send
 * it even where it must not be sent twice. Locks: the message's row. Idempotent; what was sent stays sent.
 */
export async function unmarkSending(db: Db, input: { effectId: string; part: number }): Promise<void> {
  await db.query(sql.named('unmark-sending')`
    delete from messages where effect_id = ${input.effectId} and part = ${input.part}::int and state = 'sending'`);
}
