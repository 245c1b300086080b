import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** Something that happened to a request. */
export interface TraceMoment {
  readonly at: Date;
  readonly what: 'update' | 'effect' | 'message' | 'audit' | 'dead-letter' | 'replay';
  readonly step: string;
  readonly id: string;
  readonly botId: string | null;
  readonly chatId: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Everything that is known of one request, from its update to its messages, oldest first. Payloads and texts are left out. Locks nothing. */
export async function readTrace(db: Db, correlationId: string): Promise<TraceMoment[]> {
  // `tg-<bot>-<update>`: found by the ledger's key, which saves an index on every update.
  const [, botId = null, updateId = null] = /^tg-(\d{1,18})-(\d{1,18})$/.exec(correlationId) ?? [];
  return db.query<TraceMoment>(sql.named('read-trace')`
    with mine as materialized (select * from effects where correlation_id = ${correlationId}),
    letters as materialized (select * from dead_letters where correlation_id = ${correlationId})
    select * from (
      select s.at, 'update' as what, s.step, u.event as id, u.bot_id as "botId", u.chat_id as "chatId", s.place,
        jsonb_build_object('kind', u.kind, 'state', u.state, 'result', u.result, 'claims', u.claims, 'replays', u.replays) as fields
      from updates u, lateral (values (u.received_at, 'received', 1), (u.claimed_at, 'claimed', 2), (u.held_at, 'held', 3), (u.decided_at, 'decided', 4), (u.done_at, u.state, 5)) s (at, step, place)
      where u.bot_id = ${botId} and u.update_id = ${updateId}
      union all
      select s.at, 'effect', s.step, e.id, e.bot_id, e.chat_id, s.place, jsonb_build_object('kind', e.kind, 'state', e.state, 'n', e.n)
        || case when e.kind = 'tool.run' then jsonb_build_object('tool', e.payload ->> 'tool') else '{}' end
      from mine e, lateral (values (e.created_at, 'written', 6), (e.dispatched_at, 'dispatched', 7), (e.finished_at, 'finished', 10)) s (at, step, place)
      union all
      select s.at, 'message', s.step, m.effect_id || case when m.part > 0 then '#' || m.part else '' end, m.bot_id, m.chat_id, s.place,
        jsonb_build_object('kind', m.kind, 'state', m.state, 'sendings', m.sendings, 'messageId', m.telegram_message_id, 'code', m.error_code, 'description', m.description)
      from messages m, lateral (values (m.sending_at, 'sending', 8), (m.sent_at, 'sent', 9)) s (at, step, place)
      where m.effect_id in (select id from mine)
      union all
      select a.occurred_at, 'audit', a.event_type, a.id::text, null, a.chat_id, 11, a.fields || jsonb_build_object('severity', a.severity)
      from audit_events a where a.correlation_id = ${correlationId}
      union all
      select (h.value ->> 'at')::timestamptz, 'dead-letter', 'attempt-failed', l.id::text, l.bot_id, l.chat_id, 12, h.value - 'stack' - 'at'
      from letters l, lateral jsonb_array_elements(l.history) h
      union all
      select s.at, 'dead-letter', s.step, l.id::text, l.bot_id, l.chat_id, 13,
        jsonb_build_object('kind', l.kind, 'jobId', l.job_id, 'code', l.code, 'message', l.message, 'state', l.state, 'replays', l.replays, 'by', l.closed_by, 'reason', l.reason)
      from letters l, lateral (values (l.died_at, 'died'), (l.closed_at, l.state)) s (at, step)
      union all
      select s.at, 'replay', s.step, i.replay_id::text, l.bot_id, l.chat_id, 14, jsonb_build_object('letterId', l.id, 'jobId', i.job_id, 'state', i.state, 'reason', i.reason, 'by', r.requested_by)
      from letters l join replay_items i on i.letter_id = l.id join replays r on r.id = i.replay_id,
        lateral (values (r.created_at, 'asked-for'), (i.ended_at, i.state)) s (at, step)
    ) all_of_them (at, what, step, id, "botId", "chatId", place, fields)
    where at is not null
    order by at, place, id limit 2000`);
}

/** Among millions of requests the rest is not counted. */
export const MOST_COUNTED = 100_000;

/** A request as a line of a list. */
export interface RequestRow {
  readonly seq: string;
  readonly correlationId: string;
  readonly botId: string;
  readonly updateId: string;
  readonly chatId: string;
  readonly kind: string;
  readonly state: string;
  readonly result: string | null;
  readonly receivedAt: Date;
  readonly doneAt: Date | null;
}

/** Requests of a chat, of an update's id, or of all, newest first; `total` counts at most {@link MOST_COUNTED}. Locks nothing. */
export async function listRequests(
  db: Db,
  query: { chatId: string | null; updateId: string | null; beforeSeq: string | null; limit: number },
): Promise<{ total: number; rows: RequestRow[] }> {
  const chat = query.chatId === null ? sql`true` : sql`u.chat_id = ${query.chatId}::bigint`;
  // The key begins with the bot; there are few of them.
  const update = query.updateId === null ? sql`true` : sql`u.update_id = ${query.updateId}::bigint and u.bot_id in (select c.bot_id from chats c group by c.bot_id)`;
  const where = sql`u.event = 'update' and ${chat} and ${update}`;
  const rows = await db.query<RequestRow>(sql`
    select u.seq, u.correlation_id as "correlationId", u.bot_id as "botId", u.update_id as "updateId", u.chat_id as "chatId", u.kind, u.state, u.result,
      u.received_at as "receivedAt", u.done_at as "doneAt"
    from updates u where ${where} and (${query.beforeSeq}::bigint is null or u.seq < ${query.beforeSeq}::bigint)
    order by u.seq desc limit ${query.limit}`);
  const [row] = await db.query<{ total: number }>(sql`select count(*)::int as total from (select 1 from updates u where ${where} limit ${MOST_COUNTED}) counted`);
  return { total: row?.total ?? 0, rows };
}
