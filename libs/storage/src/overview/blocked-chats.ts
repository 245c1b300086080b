import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface BlockedChat {
  readonly botId: string;
  readonly chatId: string;
  readonly reason: string | null;
  readonly blockedAt: Date;
}

/** Chats that refuse messages now, those of all bots, the latest first. Locks nothing. */
export async function blockedChats(db: Db, limit: number): Promise<{ total: number; items: BlockedChat[] }> {
  const rows = await db.query<BlockedChat & { total: number }>(sql.named('blocked-chats')`
    select bot_id as "botId", chat_id as "chatId", blocked_reason as reason, blocked_at as "blockedAt", count(*) over ()::int as total
    from chats where blocked_at is not null order by blocked_at desc, chat_id limit ${limit}`);
  return { total: rows[0]?.total ?? 0, items: rows.map(({ botId, chatId, reason, blockedAt }) => ({ botId, chatId, reason, blockedAt })) };
}
