import { sql, type Sql } from '../db/sql';
import { effectsJson, type NewEffect } from './effect';

/** Columns of a `DueEffect`, of a table or CTE called `e`. */
export const dueColumns: Sql = sql`
  e.id, e.kind, e.bot_id as "botId", e.chat_id as "chatId", e.correlation_id as "correlationId", e.lane_key as "laneKey", e.payload, e.delay_ms as "delayMs"`;

/**
 * Whether the request with this place is held behind another one: what it has to say before its turn (that a voice message is kept) would
 * stand before the answers of those.
 */
export const isBehindHeld = (requestSeq: Sql): Sql => sql`exists (
  select 1 from updates own
  join updates u on u.bot_id = own.bot_id and u.chat_id = own.chat_id and u.seq < own.seq and u.state = 'held' and u.event = 'update'
  where own.seq = ${requestSeq} and own.state = 'held')`;

/**
 * Whether effect `e` may be dispatched: it is no answer, or no unfinished answer of its chat stands before it and no earlier
 * request of the chat still owes its first message or is held before it. In the statement's snapshot: "yes" stays true, "no" must be asked again
 * after the commit, because the answer before it may be marked as sent at this very moment.
 */
export const gateIsOpen: Sql = sql`(
  not e.gated
  or not exists (
      select 1 from effects b
      where b.bot_id = e.bot_id and b.chat_id = e.chat_id and b.gated and b.state <> 'finished' and (b.request_seq, b.n) < (e.request_seq, e.n))
    and not exists (
      select 1 from updates u
      where u.bot_id = e.bot_id and u.chat_id = e.chat_id and u.first_message = 'due' and u.seq < e.request_seq)
    and not ${isBehindHeld(sql`e.request_seq`)})`;

/**
 * CTEs `added` and `gates`. Need a CTE `won` with at most one row: bot_id, chat_id, correlation_id, cause_seq, request_seq, base_n.
 * An effect that is there already is left as it is; a row of `won` without a chat writes none. A run that another run causes stands beside it,
 * with room for its own messages behind those of the first.
 */
export function writtenEffects(effects: readonly NewEffect[], at: Date): Sql {
  return sql`
  added as (
    insert into effects (id, kind, bot_id, chat_id, cause_seq, request_seq, n, correlation_id, lane_key, payload, delay_ms, gated, created_at)
    select x.id, x.kind, w.bot_id, w.chat_id, w.cause_seq, w.request_seq, case when x.kind = 'tool.run' then w.base_n / 1000 else w.base_n end + x.n, w.correlation_id, x.lane_key, x.payload, x.delay_ms, x.gated, ${at}
    from won w, jsonb_to_recordset(${effectsJson(effects)}::jsonb)
      as x(id text, n integer, kind text, gated boolean, lane_key text, delay_ms integer, payload jsonb)
    where w.bot_id is not null
    on conflict (id) do nothing
    returning id, bot_id, chat_id, request_seq, n, gated
  ),
  gates as (
    select e.id, ${gateIsOpen} and not exists (
      select 1 from added b where e.gated and b.gated and (b.request_seq, b.n) < (e.request_seq, e.n)) as open
    from added e
  )`;
}

/** The list of written effects as one JSON value of the result. */
export const gatesJson: Sql = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'gateOpen', g.open)), '[]') from gates g)`;
