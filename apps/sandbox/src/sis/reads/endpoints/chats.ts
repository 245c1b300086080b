import type { ChatsQueueData, ChatsUnansweredData, UnansweredThread } from '@ownerbot/shop';
import type { SimRows } from '../../data/sim-rows';
import { pageRequest } from '../pages';
import type { ReadEndpoint } from '../read-endpoint';
import { instantOf, isoOf } from '../shop-at';

const MINUTE_MS = 60_000;
const TOP_OVERDUE = 5;

type Thread = SimRows['threads'][number];

/** Open threads whose customer wrote last, longest waiting first. */
function waitingThreads({ threads }: SimRows): Thread[] {
  return threads
    .filter(({ open, last_customer_age_minutes: customer, last_reply_age_minutes: reply }) => open && (reply === null || reply > customer))
    .sort((a, b) => b.last_customer_age_minutes - a.last_customer_age_minutes || (a.thread_id < b.thread_id ? -1 : 1));
}

export const chatsUnanswered: ReadEndpoint = {
  capability: 'chats',
  read({ sim, now, path, query, reader, filtersHash }) {
    const hours = reader.integer('threshold_hours', { min: 0, max: 168 }) ?? 0;
    const paging = pageRequest(query, path, now);
    const waiting = waitingThreads(sim.store.state().rows).filter((thread) => thread.last_customer_age_minutes >= hours * 60);
    const { page, items } = paging.cut(waiting, (thread) => thread.thread_id);
    const data: ChatsUnansweredData = { page, threads: items.map((thread) => threadOf(thread, paging.asOf)) };
    return { data, sources: ['sis:chats'], filtersHash, asOf: paging.asOf, counts: { total: page.total, shown: page.shown } };
  },
};

function threadOf(thread: Thread, now: Date): UnansweredThread {
  const minute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const reply = thread.last_reply_age_minutes;
  return {
    thread_id: thread.thread_id,
    customer_id: thread.customer_id,
    last_customer_message_at: isoOf(minute - thread.last_customer_age_minutes * MINUTE_MS),
    last_manager_reply_at: instantOf(reply === null ? null : minute - reply * MINUTE_MS),
    waiting_minutes: thread.last_customer_age_minutes,
  };
}

export const chatsQueue: ReadEndpoint = {
  capability: 'chats',
  read({ sim, now, filtersHash }) {
    const { rows } = sim.store.state();
    const waiting = waitingThreads(rows);
    const atLeast = (hours: number): number => waiting.filter((thread) => thread.last_customer_age_minutes >= hours * 60).length;
    const data: ChatsQueueData = {
      total_open_threads: rows.threads.filter((thread) => thread.open).length,
      unanswered_total: waiting.length,
      unanswered_2h: atLeast(2),
      unanswered_6h: atLeast(6),
      unanswered_24h: atLeast(24),
      oldest_waiting_minutes: waiting[0]?.last_customer_age_minutes ?? null,
      top_overdue_threads: waiting.slice(0, TOP_OVERDUE).map((thread) => ({ thread_id: thread.thread_id, waiting_minutes: thread.last_customer_age_minutes })),
    };
    return { data, sources: ['sis:chats'], filtersHash, asOf: now };
  },
};
