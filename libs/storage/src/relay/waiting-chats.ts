import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';

/** A chat that holds its updates back until an event of one of them comes. */
export interface WaitingChat extends ChatKey {
  readonly event: string;
  readonly updateId: string;
  readonly since: Date;
}

/** Chats whose session has awaited `event` since before a moment. Locks nothing. */
export async function waitingChats(db: Db, input: { event: string; before: Date; at: Date; limit: number }): Promise<WaitingChat[]> {
  return db.query<WaitingChat>(sql`
    select bot_id as "botId", chat_id as "chatId", state #>> '{awaits,event}' as event, state #>> '{awaits,updateId}' as "updateId",
      (state #>> '{awaits,since}')::timestamptz as since
    from sessions
    where expires_at > ${input.at} and state #>> '{awaits,event}' = ${input.event} and (state #>> '{awaits,since}')::timestamptz < ${input.before}
    order by since limit ${input.limit}`);
}
