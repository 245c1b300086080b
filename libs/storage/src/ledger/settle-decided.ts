import type { Db } from '../db/db';
import { sql } from '../db/sql';

/**
 * Puts right what a crash left behind, after the relay has dispatched: decided updates without anything left to dispatch are
 * done (answers that wait for their turn do not count), and a request that can no longer write a first message stops holding
 * back its chat. Returns the chats whose order moved on.
 * Locks: those rows, one by one. Idempotent: states only go forward.
 */
export async function settleDecided(db: Db, input: { before: Date; at: Date }): Promise<{ botId: string; chatId: string }[]> {
  return db.query<{ botId: string; chatId: string }>(sql`
    with settled as (
      update updates u set state = 'done', done_at = ${input.at}
      where u.state = 'decided' and u.decided_at < ${input.before}
        and not exists (
          select 1 from effects e where e.correlation_id = u.correlation_id and e.cause_seq = u.seq and e.state = 'pending' and not e.gated)
    )
    update updates u set first_message = 'out'
    where u.first_message = 'due' and u.state = 'done' and u.decided_at < ${input.before}
      and not exists (
        select 1 from effects e where e.correlation_id = u.correlation_id and e.request_seq = u.seq and e.state <> 'finished')
    returning u.bot_id as "botId", u.chat_id as "chatId"`);
}
