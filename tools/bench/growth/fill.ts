import { onServer } from '../parts/stores';
import { BOT_ID, FIRST_CHAT } from '../parts/updates';

/** As many days as facts are kept; what is younger than a month still has its texts. */
const DAYS = 180;
const CHATS = 1_000;
/** One request of so many has died. */
const DEATHS = 1_000;

/** A request that `fill` made. */
export function requestOf(row: number): string {
  return `tg-${BOT_ID}-${row}`;
}

/** Fills ledger and audit up to `rows` each, as half a year of requests of many chats leaves them, and dead letters, half of them open. */
export async function fill(databaseUrl: string, { from, rows }: { readonly from: number; readonly rows: number }): Promise<void> {
  const series = `select i, ${FIRST_CHAT} + i % ${CHATS} as chat, 'tg-${BOT_ID}-' || i as id,
    now() - ${DAYS} * interval '1 day' * (1 - i / ${rows}::float8) as at from generate_series(${from + 1}::bigint, ${rows}::bigint) i`;
  await onServer(databaseUrl, [
    // Nothing is measured yet.
    'set synchronous_commit = off',
    `insert into updates (bot_id, update_id, event, chat_id, user_id, kind, correlation_id, payload, state, result, first_message, received_at, claimed_at, decided_at, done_at)
      select ${BOT_ID}, i, 'update', chat, chat, 'message', id,
        case when at > now() - interval '30 days' then jsonb_build_object('update_id', i, 'message', jsonb_build_object('text', 'заказ OB-1003')) end,
        'done', 'answered', 'out', at, at, at, at
      from (${series}) s`,
    `insert into audit_events (occurred_at, correlation_id, event_type, severity, owner_user_id, chat_id, shop_id, fields)
      select at, id, 'tool_run', case when i % 1000 = 0 then 'error' else 'info' end, chat, chat, 1, jsonb_build_object('tool', 'order_details', 'ms', 7) from (${series}) s`,
    `insert into dead_letters (base_job_id, job_id, kind, queue, state, code, message, fingerprint, bot_id, chat_id, update_id, correlation_id, payload, history, added_at, first_died_at, died_at, closed_at)
      select id || '-1', id || '-1', 'tool.run', 'tools', case when i % 2 = 0 then 'open' else 'replayed' end, 'UPSTREAM_UNAVAILABLE', 'SIS is away', 'cause ' || i % 20,
        ${BOT_ID}, chat, i, id, '{}', '[]', at, at, at, case when i % 2 = 1 then at end
      from (${series}) s where i % ${DEATHS} < 2`,
    // The server would do so by itself a little later, beside what is measured.
    'vacuum (analyze) updates, audit_events, dead_letters',
    'checkpoint',
  ]);
}
