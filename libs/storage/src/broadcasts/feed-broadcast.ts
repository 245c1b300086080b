import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { RecipientKey } from './broadcast-row';

export interface Feeding {
  readonly botId: string;
  readonly at: Date;
  /** So many may be on their way at once: what a pause finds in the queue. */
  readonly window: number;
  /** On its way since before this, its job may be lost with the store of the queues. */
  readonly lostBefore: Date;
}

/**
 * Takes the next recipients of the oldest broadcast that runs; their jobs are to be added. Those whose job may be lost come again: adding a
 * job that is there adds nothing. One that was marked and never ended may have been sent, so it ends as unconfirmed.
 * Locks: the broadcast and these recipients; a broadcast that another process feeds is left to it. Idempotent but for what it takes.
 */
export async function feedBroadcast(db: Db, { botId, at, window, lostBefore }: Feeding): Promise<RecipientKey[]> {
  return db.query<RecipientKey>(sql.named('feed-broadcast')`
    with fed as (
      select id from broadcasts where bot_id = ${botId}::bigint and state = 'running' order by id limit 1 for update skip locked
    ),
    uncertain as (
      update broadcast_recipients r set state = 'unconfirmed', code = 'SEND_UNCERTAIN', changed_at = ${at}
      from fed f where r.broadcast_id = f.id and r.state = 'sending' and r.changed_at < ${lostBefore}
    ),
    room as (
      select greatest(0, ${window}::int - count(*)) as free from broadcast_recipients r join fed f on r.broadcast_id = f.id where r.state in ('queued', 'sending')
    ),
    due as (
      (select r.broadcast_id, r.chat_id from broadcast_recipients r join fed f on r.broadcast_id = f.id
        where r.state = 'waiting' order by r.n limit (select free from room))
      union all
      select r.broadcast_id, r.chat_id from broadcast_recipients r join fed f on r.broadcast_id = f.id where r.state = 'queued' and r.changed_at < ${lostBefore}
    ),
    taken as (
      update broadcast_recipients r set state = 'queued', changed_at = ${at}
      from due d where r.broadcast_id = d.broadcast_id and r.chat_id = d.chat_id and r.state in ('waiting', 'queued')
      returning r.broadcast_id, r.chat_id, r.n
    )
    select broadcast_id as "broadcastId", chat_id as "chatId" from taken order by n`);
}
