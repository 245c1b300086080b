import { refuse } from '../../errors';
import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant } from '../../instants';
import type { ChatsQueueData } from '../../methods/chats-queue';
import type { ChatsUnansweredData, ChatsUnansweredQuery, UnansweredThread } from '../../methods/chats-unanswered';
import type { ChatThreadRow } from '../../demo/seed/rows';
import { pageOf, startPage } from './list-page';
import { momentsOf } from './moments';
import { answerOf, type ReadAt } from './read-at';

const TOP_OVERDUE = 5;

function isUnanswered(thread: ChatThreadRow): boolean {
  const { last_reply_age_minutes: reply, last_customer_age_minutes: customer } = thread;
  return thread.open && (reply === null || reply > customer);
}

/** Open threads whose customer waits for an answer, longest waiting first (8.7). */
export function chatsUnansweredAnswer(read: ReadAt, query: ChatsUnansweredQuery, threads: readonly ChatThreadRow[]): ShopAnswer<ChatsUnansweredData> {
  const hours = query.threshold_hours;
  if (!Number.isInteger(hours) || hours < 0 || hours > 168) throw refuse('threshold_hours', 'range', '0..168');
  const hash = filtersHash('chatsUnanswered', { shop_id: read.call.shopId, threshold_hours: hours });
  const start = startPage(query, hash, read.now);
  const moments = momentsOf(start.asOf, read.call.timezone);
  const waiting = threads.filter((thread) => isUnanswered(thread) && thread.last_customer_age_minutes >= hours * 60);
  const { page, items } = pageOf(start, waiting, (thread) => [-thread.last_customer_age_minutes, thread.thread_id]);
  const shown = items.map((thread): UnansweredThread => {
    const { thread_id, customer_id, last_customer_age_minutes: customer, last_reply_age_minutes: reply } = thread;
    return {
      thread_id,
      customer_id,
      last_customer_message_at: instant(moments.ago(customer)),
      last_manager_reply_at: reply === null ? null : instant(moments.ago(reply)),
      waiting_minutes: customer,
    };
  });
  return answerOf(
    { ...read, now: start.asOf },
    { page, threads: shown },
    { sources: ['chats'], filters_hash: hash, counts: { total: page.total, shown: page.shown } },
  );
}

/** How many threads are open and how long customers wait; the buckets are cumulative (8.8). */
export function chatsQueueAnswer(read: ReadAt, threads: readonly ChatThreadRow[]): ShopAnswer<ChatsQueueData> {
  const unanswered = threads
    .filter(isUnanswered)
    .sort((a, b) => b.last_customer_age_minutes - a.last_customer_age_minutes || (a.thread_id < b.thread_id ? -1 : 1));
  const atLeast = (hours: number): number => unanswered.filter((thread) => thread.last_customer_age_minutes >= hours * 60).length;
  return answerOf(
    read,
    {
      total_open_threads: threads.filter((thread) => thread.open).length,
      unanswered_total: unanswered.length,
      unanswered_2h: atLeast(2),
      unanswered_6h: atLeast(6),
      unanswered_24h: atLeast(24),
      oldest_waiting_minutes: unanswered[0]?.last_customer_age_minutes ?? null,
      top_overdue_threads: unanswered
        .slice(0, TOP_OVERDUE)
        .map(({ thread_id, last_customer_age_minutes: minutes }) => ({ thread_id, waiting_minutes: minutes })),
    },
    { sources: ['chats'], filters_hash: filtersHash('chatsQueue', { shop_id: read.call.shopId }) },
  );
}
