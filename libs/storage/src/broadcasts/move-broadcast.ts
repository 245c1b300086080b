import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { BroadcastState } from './broadcast-row';

export interface BroadcastMove {
  readonly id: string;
  readonly from: readonly BroadcastState[];
  readonly to: BroadcastState;
  readonly at: Date;
  readonly by: string;
  readonly audit: NewAuditEvent;
}

/**
 * Pauses a broadcast, lets it go on, or ends it. Who has not been sent it when it is cancelled never will be. Returns whether it was in a
 * state that allows it. Locks: the broadcast, and with a cancel its recipients. Idempotent: done again it finds another state.
 */
export async function moveBroadcast(db: Db, { id, from, to, at, by, audit }: BroadcastMove): Promise<boolean> {
  const [row] = await db.query<{ moved: boolean }>(sql.named('move-broadcast')`
    with moved as (
      update broadcasts set state = ${to}, finished_at = case when ${to} in ('done', 'cancelled') then ${at}::timestamptz end
      where id = ${id}::bigint and state = any(${[...from]}::text[])
      returning id
    ),
    freed as (
      update broadcast_recipients r set state = 'cancelled', changed_at = ${at} from moved m
      where r.broadcast_id = m.id and r.state in ('waiting', 'queued') and ${to} = 'cancelled'
    ),
    won as (select ${by}::text as correlation_id from moved),
    ${auditedEvents([audit], at)}
    select exists (select 1 from moved) as moved`);
  return row?.moved ?? false;
}

/** Broadcasts that run and have nobody left to be sent to. Locks nothing. */
export async function exhaustedBroadcasts(db: Db, botId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(sql.named('exhausted-broadcasts')`
    select b.id from broadcasts b
    where b.bot_id = ${botId}::bigint and b.state = 'running'
      and not exists (select 1 from broadcast_recipients r where r.broadcast_id = b.id and r.state = 'waiting')
      and not exists (select 1 from broadcast_recipients r where r.broadcast_id = b.id and r.state in ('queued', 'sending'))
    order by b.id`);
  return rows.map(({ id }) => id);
}
