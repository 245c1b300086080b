import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { LedgerRow } from '../ledger/ledger-row';

/**
 * The first update of each chat whose turn has been open for too long, and that its own job should have ended long ago: claimed
 * ones, and held ones that nothing holds back any more. Locks nothing.
 * @param before moment of the claim, or of the holding
 */
export async function brokenOffTurns(db: Db, input: { before: Date; heldBefore: Date; at: Date; limit: number }): Promise<LedgerRow[]> {
  return db.query<LedgerRow>(sql`
    select seq, bot_id as "botId", update_id as "updateId", event, chat_id as "chatId", user_id as "userId", kind,
      correlation_id as "correlationId", state, result, received_at as "receivedAt", payload
    from (
      select distinct on (bot_id, chat_id) * from updates where state in ('claimed', 'held', 'decided') order by bot_id, chat_id, seq
    ) u
    where (u.state = 'claimed' and u.claimed_at < ${input.before})
      or (u.state = 'held' and u.held_at < ${input.heldBefore} and not exists (
        select 1 from sessions s
        where s.bot_id = u.bot_id and s.chat_id = u.chat_id and s.expires_at > ${input.at} and jsonb_typeof(s.state -> 'awaits') = 'object'))
    limit ${input.limit}`);
}
