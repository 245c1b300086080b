import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';
import type { DueEffect } from './effect';
import { dueColumns, isBehindHeld } from './effect-sql';

/**
 * The chat's next answer, if it waits for dispatch and nothing stands before it any more: none or one.
 * Locks nothing. To be asked after the commit of whatever may have opened the gate, by whoever closed or opened it: two that
 * race both ask, and the later one sees the other's work.
 */
export async function readyMessages(db: Db, chat: ChatKey): Promise<DueEffect[]> {
  return db.query<DueEffect>(sql.named('ready-messages')`
    select ${dueColumns} from (
      select * from effects
      where bot_id = ${chat.botId} and chat_id = ${chat.chatId} and gated and state <> 'finished'
      order by request_seq, n limit 1
    ) e
    where e.state = 'pending' and not exists (
      select 1 from updates u
      where u.bot_id = ${chat.botId} and u.chat_id = ${chat.chatId} and u.first_message = 'due' and u.seq < e.request_seq)
      and not ${isBehindHeld(sql`e.request_seq`)}`);
}
