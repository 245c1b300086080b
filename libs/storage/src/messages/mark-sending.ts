import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableText } from '../db/storable';
import type { ChatKey } from '../ledger/ledger-row';

export type MessageKind = 'send' | 'edit' | 'callback' | 'action' | 'markup' | 'delete' | 'photo' | 'document';
export type MessageState = 'sending' | 'sent' | 'failed' | 'skipped';

export interface Sending extends ChatKey {
  readonly effectId: string;
  /** From 0; a long text is several messages. */
  readonly part: number;
  readonly kind: MessageKind;
  readonly text?: string | null;
  readonly at: Date;
  /** The effect whose message is to be changed. */
  readonly editOf?: string | null;
  /** Sent again, it does no harm: then Telegram need not wait for the disk. */
  readonly mayRepeat?: boolean;
}

export interface SendingMark {
  /** What is known of the effect; of a `finished` one nothing is to be sent any more, and nothing was marked. */
  readonly effectState: 'pending' | 'dispatched' | 'finished' | 'none';
  /** What had become of this part before: `new` is ours to send, `sending` may or may not have reached Telegram. */
  readonly before: 'new' | MessageState;
  /** Of a part that was sent before. */
  readonly telegramMessageId: string | null;
  /** Telegram's id of the message that `editOf` sent; null when it sent none. */
  readonly target: string | null;
  readonly chat: { readonly blockedAt: Date | null; readonly migratedTo: string | null };
}

interface Found {
  readonly effectState: 'pending' | 'dispatched' | 'finished' | null;
  readonly sendings: number | null;
  readonly priorState: MessageState | null;
  readonly telegramMessageId: string | null;
  readonly target: string | null;
  readonly blockedAt: Date | null;
  readonly migratedTo: string | null;
}

/**
 * Notes, before Telegram is called, that a message is about to be sent, and reads what the sender must know: one round trip.
 * Locks: the message's row. Idempotent: a part that was sent, failed or skipped stays so; of two senders only one sees `new`.
 * With `mayRepeat` it commits without waiting for the disk: a power loss that takes the mark has it sent again, as without the mark. So never
 * inside a transaction.
 */
export async function markSending(db: Db, message: Sending): Promise<SendingMark> {
  for (;;) {
    const [found] = await db.query<Found>(sql.named('mark-sending')`
      with effect as (select state from effects where id = ${message.effectId}),
      marked as (
        insert into messages as m (effect_id, part, bot_id, chat_id, kind, state, text, sending_at)
        select ${message.effectId}, ${message.part}::int, ${message.botId}::bigint, ${message.chatId}::bigint, ${message.kind}, 'sending',
          ${message.text === undefined || message.text === null ? null : storableText(message.text)}::text, ${message.at}
        where not exists (select 1 from effect where state = 'finished')
        on conflict (effect_id, part) do update set sendings = m.sendings + 1, sending_at = excluded.sending_at where m.state = 'sending'
        returning m.sendings
      )
      select (select state from effect) as "effectState", (select sendings from marked) as sendings,
        p.state as "priorState", p.telegram_message_id as "telegramMessageId", c.blocked_at as "blockedAt", c.migrated_to as "migratedTo",
        (select t.telegram_message_id from messages t
          where t.effect_id = ${message.editOf ?? null} and t.state = 'sent' and t.telegram_message_id is not null order by t.part limit 1) as target,
        set_config('synchronous_commit', case when ${message.mayRepeat ?? false}::boolean then 'off' else current_setting('synchronous_commit') end, true) as durability
      from (select 1) one
      left join messages p on p.effect_id = ${message.effectId} and p.part = ${message.part}::int
      left join chats c on c.bot_id = ${message.botId}::bigint and c.chat_id = ${message.chatId}::bigint`);
    if (!found) throw new Error('a row of left joins is always there');
    const before = beforeOf(found);
    // Another sender has changed the row since this statement's snapshot: look again.
    if (before === undefined) continue;
    return {
      effectState: found.effectState ?? 'none',
      before,
      telegramMessageId: found.telegramMessageId,
      target: found.target,
      chat: { blockedAt: found.blockedAt, migratedTo: found.migratedTo },
    };
  }
}

function beforeOf(found: Found): SendingMark['before'] | undefined {
  if (found.sendings !== null) return found.sendings === 1 ? 'new' : 'sending';
  if (found.effectState === 'finished') return found.priorState ?? 'new';
  return found.priorState === 'sending' ? undefined : (found.priorState ?? undefined);
}
