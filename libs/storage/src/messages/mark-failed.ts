import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableText } from '../db/storable';
import { requestIsSpent } from './request-is-spent';

/**
 * Notes that a message will not be sent: Telegram refused it, or it must not be sent a second time. The effect is finished, so
 * that the chat goes on; the request has had its say when nothing else of it is on its way. Ask `readyMessages` after it.
 * Locks: the message's, the effect's and the request's row, in this order. Idempotent; what was sent stays sent.
 */
export async function markFailed(
  db: Db,
  input: { effectId: string; part: number; state: 'failed' | 'skipped'; code: string; description: string; at: Date },
): Promise<void> {
  await db.query(sql.named('mark-failed')`
    with failed as (
      update messages set state = ${input.state}, error_code = ${input.code}, description = ${storableText(input.description)}
      where effect_id = ${input.effectId} and part = ${input.part}::int and state <> 'sent'
    ),
    finished as (
      update effects set state = 'finished', finished_at = ${input.at} where id = ${input.effectId} and state <> 'finished'
      returning id, request_seq, correlation_id
    )
    update updates u set first_message = 'out'
    from finished f where u.seq = f.request_seq and u.first_message = 'due' and ${requestIsSpent}`);
}
