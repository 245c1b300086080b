import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';
import type { DueEffect } from './effect';
import { dueColumns } from './effect-sql';

/** Drawings of a chat that nobody has dispatched yet. Locks nothing. */
export async function pendingDrawings(db: Db, { botId, chatId }: ChatKey): Promise<DueEffect[]> {
  return db.query<DueEffect>(sql.named('pending-drawings')`
    select ${dueColumns} from effects e where e.state = 'pending' and e.kind = 'report.render' and e.bot_id = ${botId}::bigint and e.chat_id = ${chatId}::bigint`);
}
