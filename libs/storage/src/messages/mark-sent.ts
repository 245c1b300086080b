import type { Db } from '../db/db';
import { sql } from '../db/sql';

/**
 * Notes that Telegram has taken a part of a message; with the last part the effect is finished, and the request has its first
 * message out. Ask `readyMessages` of the chat after it.
 * Locks: the message's, the effect's and the request's row, in this order. Idempotent.
 */
export async function markSent(
  db: Db,
  input: { effectId: string; part: number; isLast: boolean; telegramMessageId: string | null; at: Date },
): Promise<void> {
  await db.query(sql.named('mark-sent')`
    with sent as (
      update messages set state = 'sent', telegram_message_id = ${input.telegramMessageId}::bigint, sent_at = coalesce(sent_at, ${input.at}),
        error_code = null, description = null
      where effect_id = ${input.effectId} and part = ${input.part}::int
    ),
    finished as (
      update effects set state = 'finished', finished_at = ${input.at}
      where id = ${input.effectId} and state <> 'finished' and ${input.isLast}::boolean
      returning request_seq, gated
    )
    update updates u set first_message = 'out'
    from finished f where f.gated and u.seq = f.request_seq and u.first_message = 'due'`);
}
