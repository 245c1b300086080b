import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';

export interface EffectFacts extends ChatKey {
  readonly kind: string;
  readonly state: 'pending' | 'dispatched' | 'finished';
  /** Of its job; null when retention has removed it. */
  readonly payload: object | null;
}

/** An effect by its id; null when there is none. Locks nothing. */
export async function readEffect(db: Db, effectId: string): Promise<EffectFacts | null> {
  const [row] = await db.query<EffectFacts>(sql.named('read-effect')`
    select kind, bot_id as "botId", chat_id as "chatId", state, payload from effects where id = ${effectId}`);
  return row ?? null;
}
