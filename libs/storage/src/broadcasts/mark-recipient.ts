import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { BroadcastState, RecipientKey, RecipientState } from './broadcast-row';

export interface RecipientMark {
  readonly before: RecipientState;
  /** `null`: nothing was changed. `sending`: call Telegram now. */
  readonly after: RecipientState | null;
  readonly broadcast: BroadcastState;
  readonly text: string;
  readonly silent: boolean;
  readonly migratedTo: string | null;
}

/**
 * Marks a recipient before the call of Telegram. Who finds the mark of a run that never ended must not send again: it is unconfirmed. A
 * paused broadcast changes nothing; the recipient of a cancelled one, or one that refuses us, ends here. Null: there is no such recipient.
 * Locks: the recipient. Idempotent: a second call finds what the first one left.
 */
export async function markRecipient(db: Db, { broadcastId, chatId, at }: RecipientKey & { readonly at: Date }): Promise<RecipientMark | null> {
  const [row] = await db.query<RecipientMark>(sql.named('mark-recipient')`
    with found as (
      select r.state as before, b.state as broadcast, b.text, b.silent, c.migrated_to,
        case
          when r.state = 'sending' then 'unconfirmed'
          when r.state <> 'queued' then null
          when b.state = 'cancelled' then 'cancelled'
          when b.state <> 'running' then null
          when c.blocked_at is not null then 'failed'
          else 'sending'
        end as after
      from broadcast_recipients r
      join broadcasts b on b.id = r.broadcast_id
      left join chats c on c.bot_id = b.bot_id and c.chat_id = r.chat_id
      where r.broadcast_id = ${broadcastId}::bigint and r.chat_id = ${chatId}::bigint
      for update of r
    ),
    marked as (
      update broadcast_recipients r set state = f.after, changed_at = ${at},
        code = case f.after when 'unconfirmed' then 'SEND_UNCERTAIN' when 'failed' then 'CHAT_BLOCKED' end
      from found f where r.broadcast_id = ${broadcastId}::bigint and r.chat_id = ${chatId}::bigint and f.after is not null
    )
    select before, after, broadcast, text, silent, migrated_to as "migratedTo" from found`);
  return row ?? null;
}

export interface RecipientEnd extends RecipientKey {
  /** `queued`: nothing was sent for certain, so it may be tried again. */
  readonly state: 'sent' | 'failed' | 'unconfirmed' | 'queued';
  readonly code?: string | null;
  readonly telegramMessageId?: string | null;
  readonly at: Date;
}

/** Says what became of a marked recipient. Locks: the recipient. Idempotent: only a mark is ended. */
export async function endRecipient(db: Db, { broadcastId, chatId, state, code = null, telegramMessageId = null, at }: RecipientEnd): Promise<void> {
  await db.query(sql.named('end-recipient')`
    update broadcast_recipients set state = ${state}, code = ${code}, telegram_message_id = ${telegramMessageId}::bigint, changed_at = ${at}
    where broadcast_id = ${broadcastId}::bigint and chat_id = ${chatId}::bigint and state = 'sending'`);
}

/** Ends a recipient whose job is dead, whatever it was about to do. Locks: the recipient. Idempotent. */
export async function failRecipient(db: Db, { broadcastId, chatId, code, at }: RecipientKey & { readonly code: string; readonly at: Date }): Promise<void> {
  await db.query(sql.named('fail-recipient')`
    update broadcast_recipients set state = case state when 'sending' then 'unconfirmed' else 'failed' end, code = ${code}, changed_at = ${at}
    where broadcast_id = ${broadcastId}::bigint and chat_id = ${chatId}::bigint and state in ('queued', 'sending')`);
}
