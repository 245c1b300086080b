import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey, LedgerEvent, LedgerRow } from './ledger-row';

/** The oldest held update of the chat, or the held event that the chat awaits. Locks nothing. */
export async function oldestHeld(db: Db, chat: ChatKey, awaited?: { readonly event: LedgerEvent; readonly updateId: string }): Promise<LedgerRow | null> {
  const [row] = await db.query<LedgerRow>(sql.named('oldest-held')`
    select seq, bot_id as "botId", update_id as "updateId", event, chat_id as "chatId", user_id as "userId", kind,
      correlation_id as "correlationId", state, result, received_at as "receivedAt", payload
    from updates
    where bot_id = ${chat.botId} and chat_id = ${chat.chatId} and state = 'held' 
      and (${awaited?.event ?? null}::text is null or (event = ${awaited?.event ?? null} and update_id = ${awaited?.updateId ?? null}::bigint))
    order by seq limit 1`);
  return row ?? null;
}
