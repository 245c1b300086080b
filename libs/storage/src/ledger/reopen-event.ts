import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';

/**
 * A transcription or a plan that was replayed has something to say once more: the row of its request's event begins anew, at the tail of its chat.
 * In the transaction that writes the new event. `generation`: the number of the replay.
 * Locks: that row. Not idempotent: once for each end of a replayed run.
 */
export async function reopenEvent(tx: Db, input: { botId: string; updateId: string; event: 'heard' | 'planned'; generation: number; payload: object; at: Date }): Promise<void> {
  await tx.query(sql.named('reopen-event')`
    update updates set seq = nextval(pg_get_serial_sequence('updates', 'seq')), state = 'claimed', result = null, first_message = null, claimed_at = ${input.at},
      held_at = null, decided_at = null, done_at = null, replays = ${input.generation}, payload = ${storableJson(input.payload)}::jsonb
    where bot_id = ${input.botId} and update_id = ${input.updateId} and event = ${input.event} and state in ('done', 'dead')`);
}
