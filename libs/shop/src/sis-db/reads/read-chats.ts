import { sql, type Sql } from '@ownerbot/storage';
import { refuse } from '../../errors';
import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant, instantOrNull } from '../../instants';
import type { ChatsQueueData } from '../../methods/chats-queue';
import type { ChatsUnansweredData, ChatsUnansweredQuery } from '../../methods/chats-unanswered';
import { nextCursor, startPage } from '../../rules/reads/list-page';
import { answerOf } from '../../rules/reads/read-at';
import type { SisDbRead } from './sis-db-read';

const MINUTE_MS = 60_000;
const TOP_OVERDUE = 5;

/** To the millisecond, as a cursor keeps it. */
const SINCE = sql`date_trunc('milliseconds', last_customer_message_at)`;

function waitingThreads({ call }: SisDbRead): Sql {
  return sql`
    select thread_id, customer_id, last_customer_message_at, last_manager_reply_at, ${SINCE} as since
    from chat_threads
    where shop_id = ${call.shopId}::integer and open and last_customer_message_at is not null
      and (last_manager_reply_at is null or last_manager_reply_at < last_customer_message_at)`;
}

function minutesAt(now: Date, since: Date): number {
  return Math.floor((now.getTime() - since.getTime()) / MINUTE_MS);
}

interface WaitingRow {
  readonly total: number;
  readonly thread_id: string | null;
  readonly customer_id: string;
  readonly since: Date;
  readonly last_customer_message_at: Date;
  readonly last_manager_reply_at: Date | null;
}

/** Longest waiting first: by the moment of the message, which stays where it is while time passes. */
export async function readChatsUnanswered(read: SisDbRead, query: ChatsUnansweredQuery): Promise<ShopAnswer<ChatsUnansweredData>> {
  const hours = query.threshold_hours;
  if (!Number.isInteger(hours) || hours < 0 || hours > 168) throw refuse('threshold_hours', 'range', '0..168');
  const hash = filtersHash('chatsUnanswered', { shop_id: read.call.shopId, threshold_hours: hours });
  const start = startPage(query, hash, read.now);
  const after = start.after === null ? null : { since: new Date(Number(start.after[0])), threadId: String(start.after[1]) };
  const latest = new Date(start.asOf.getTime() - hours * 60 * MINUTE_MS);
  const rows = await read.tx.query<WaitingRow>(sql`
    with waiting as (select * from (${waitingThreads(read)}) as w where last_customer_message_at <= ${latest}::timestamptz),
    page as (
      select * from waiting
      where ${after === null}::bool or since > ${after?.since ?? null}::timestamptz
        or (since = ${after?.since ?? null}::timestamptz and thread_id collate "C" > ${after?.threadId ?? null}::text)
      order by since, thread_id collate "C" limit ${query.limit + 1}::integer
    )
    select summary.total, page.* from (select count(*)::int as total from waiting) as summary left join page on true
    order by page.since, page.thread_id collate "C"`);
  const found = rows.filter((row): row is WaitingRow & { thread_id: string } => row.thread_id !== null);
  const shown = found.slice(0, query.limit);
  const last = found.length > query.limit ? shown.at(-1) : undefined;
  const page = { total: rows[0]?.total ?? 0, shown: shown.length, next_cursor: last === undefined ? null : nextCursor(start, [last.since.getTime(), last.thread_id]) };
  const threads = shown.map(({ thread_id, customer_id, last_customer_message_at: asked, last_manager_reply_at: replied }) => ({
    thread_id,
    customer_id,
    last_customer_message_at: instant(asked),
    last_manager_reply_at: instantOrNull(replied),
    waiting_minutes: minutesAt(start.asOf, asked),
  }));
  return answerOf({ ...read, now: start.asOf }, { page, threads }, { sources: [], filters_hash: hash, counts: { total: page.total, shown: page.shown } });
}

export async function readChatsQueue(read: SisDbRead): Promise<ShopAnswer<ChatsQueueData>> {
  const { tx, call, now } = read;
  const [open] = await tx.query<{ total: number }>(sql`select count(*)::int as total from chat_threads where shop_id = ${call.shopId}::integer and open`);
  const atLeast = (hours: number): Sql => sql`count(*) filter (where last_customer_message_at <= ${new Date(now.getTime() - hours * 60 * MINUTE_MS)}::timestamptz)::int`;
  const [sizes] = await tx.query<{ total: number; h2: number; h6: number; h24: number }>(sql`
    select count(*)::int as total, ${atLeast(2)} as h2, ${atLeast(6)} as h6, ${atLeast(24)} as h24 from (${waitingThreads(read)}) as w`);
  const top = await tx.query<{ thread_id: string; since: Date }>(sql`
    select thread_id, since from (${waitingThreads(read)}) as w order by since, thread_id collate "C" limit ${TOP_OVERDUE}::integer`);
  const overdue = top.map(({ thread_id, since }) => ({ thread_id, waiting_minutes: minutesAt(now, since) }));
  return answerOf(
    read,
    {
      total_open_threads: open?.total ?? 0,
      unanswered_total: sizes?.total ?? 0,
      unanswered_2h: sizes?.h2 ?? 0,
      unanswered_6h: sizes?.h6 ?? 0,
      unanswered_24h: sizes?.h24 ?? 0,
      oldest_waiting_minutes: overdue[0]?.waiting_minutes ?? null,
      top_overdue_threads: overdue,
    },
    { sources: [], filters_hash: filtersHash('chatsQueue', { shop_id: call.shopId }) },
  );
}
