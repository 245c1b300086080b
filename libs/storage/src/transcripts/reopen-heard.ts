import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';

/**
 * A transcription that was replayed has something to say once more: the row of its request's `heard` begins anew, at the tail of its chat.
 * In the transaction that writes the new event. `generation`: the number of the replay.
 * Locks: that row. Not idempotent: once for each end of a replayed transcription.
 */
export async function reopenHeard(tx: Db, input: { botId: string; updateId: string; generation: number; payload: object; at: Date }): Promise<void> {
  await tx.query(sql.named('reopen-heard')`
    update updates set seq = nextval(pg_get_serial_sequence('updates', 'seq')), state = 'claimed', result = null, first_message = null, claimed_at = ${input.at},
      held_at = null, decided_at = null, done_at = null, replays = ${input.generation}, payload = ${storableJson(input.payload)}::jsonb
    where bot_id = ${input.botId} and update_id = ${input.updateId} and event = 'heard' and state in ('done', 'dead')`);
}
