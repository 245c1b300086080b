import { auditedEvents } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';

export interface LetterRetry extends ChatKey {
  readonly updateId: string;
  readonly ownerId: string;
  /** A letter that was replayed as often waits for an operator. */
  readonly mostReplays: number;
  readonly at: Date;
}

/**
 * The owner's wish to try a dead request again: stores a replay of its letter, if that is open and nobody has it in hand. Returns whether
 * it did. In the transaction of the press. Locks: the letter.
 */
export async function retryLetter(tx: Db, { botId, updateId, chatId, ownerId, mostReplays, at }: LetterRetry): Promise<boolean> {
  const by = `owner ${ownerId}`;
  const correlationId = `tg-${botId}-${updateId}`;
  const event = { eventType: 'request_retried', severity: 'info', ownerUserId: ownerId, chatId, fields: { update_id: updateId } } as const;
  const [row] = await tx.query<{ stored: boolean }>(sql.named('retry-letter')`
    with letter as materialized (
      select d.id from dead_letters d
      where d.correlation_id = ${correlationId} and d.kind = 'inbox.update' and d.bot_id = ${botId}::bigint and d.chat_id = ${chatId}::bigint
        and d.state = 'open' and d.replays < ${mostReplays}::int
        and not exists (select 1 from replay_items i where i.letter_id = d.id and i.state in ('waiting', 'opened', 'added'))
      order by d.died_at desc limit 1 for update
    ),
    begun as (
      insert into replays (type, selection, rate_per_sec, requested_by, total, created_at, stepped_at)
      select 'replay', jsonb_build_object('ids', jsonb_build_array(id::text)), 1, ${by}, 1, ${at}::timestamptz, ${at}::timestamptz - interval '1 second' from letter
      returning id
    ),
    item as (
      insert into replay_items (replay_id, n, letter_id) select b.id, 1, l.id from begun b, letter l
    ),
    won as (select ${correlationId}::text as correlation_id from begun),
    ${auditedEvents([event], at)}
    select exists (select 1 from begun) as stored`);
  return row?.stored ?? false;
}
