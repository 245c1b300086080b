import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { isBehindHeld } from './effect-sql';

/** Whether what an effect has to say now would not come before the answers of requests that are held before its own. Locks nothing. */
export async function maySpeak(db: Db, effectId: string): Promise<boolean> {
  const [row] = await db.query<{ may: boolean }>(sql.named('may-speak')`select not ${isBehindHeld(sql`e.request_seq`)} as may from effects e where e.id = ${effectId}`);
  return row?.may ?? false;
}
