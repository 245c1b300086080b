import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableText } from '../db/storable';

export interface NewBroadcast {
  readonly botId: string;
  /** HTML of Telegram. */
  readonly text: string;
  readonly silent: boolean;
  /** One named twice is one recipient. */
  readonly chatIds: readonly string[];
  readonly by: string;
  readonly at: Date;
  readonly audit: NewAuditEvent;
}

/** Stores a broadcast with its recipients as they are now; the notifiers carry it out. Locks: nothing that is there. */
export async function startBroadcast(db: Db, { botId, text, silent, chatIds, by, at, audit }: NewBroadcast): Promise<{ id: string; total: number }> {
  const [row] = await db.query<{ id: string; total: number }>(sql.named('start-broadcast')`
    with wanted as (
      select chat_id, row_number() over (order by min(place)) as n
      from unnest(${[...chatIds]}::bigint[]) with ordinality as u (chat_id, place) group by chat_id
    ),
    begun as (
      insert into broadcasts (bot_id, text, silent, total, requested_by, created_at)
      select ${botId}::bigint, ${storableText(text)}, ${silent}, count(*), ${by}, ${at}::timestamptz from wanted
      returning id, total
    ),
    frozen as (
      insert into broadcast_recipients (broadcast_id, chat_id, n) select b.id, w.chat_id, w.n from begun b, wanted w
    ),
    won as (select 'operator'::text as correlation_id from begun),
    ${auditedEvents([audit], at)}
    select id, total from begun`);
  if (row === undefined) throw new Error('an insert gives its row');
  return row;
}
