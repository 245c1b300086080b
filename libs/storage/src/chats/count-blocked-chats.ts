import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** How many chats of the bot refuse its messages now. Locks nothing. */
export async function countBlockedChats(db: Db, botId: string): Promise<number> {
  const [row] = await db.query<{ number: number }>(sql.named('count-blocked-chats')`
    select count(*)::int as number from chats where bot_id = ${botId} and blocked_at is not null`);
  return row?.number ?? 0;
}
