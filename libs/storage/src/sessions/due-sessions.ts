import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface DueSession {
  readonly botId: string;
  readonly chatId: string;
  readonly state: object | null;
  readonly version: number;
}

/** Chats with a question whose time is over and that nobody has recorded as unanswered, the longest overdue first. Locks nothing. */
export function dueSessions(db: Db, { at, limit }: { readonly at: Date; readonly limit: number }): Promise<DueSession[]> {
  return db.query<DueSession>(sql.named('due-sessions')`
    select bot_id as "botId", chat_id as "chatId", state, version from sessions
    where question_due_at <= ${at}::timestamptz order by question_due_at limit ${limit}`);
}
