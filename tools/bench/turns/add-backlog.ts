import type { Queues } from '@ownerbot/queues';
import { inboxJob } from '../parts/inbox-job';

export const FIRST_UPDATE_ID = 500_000_001;
const AT_ONCE = 500;

/** A question that a tool answers: its turn ends with one effect, which waits for no other answer of the chat. */
export const QUESTION = 'заказ OB-1003';

export interface Backlog {
  readonly updates: number;
  readonly firstUpdateId: number;
  readonly chats: readonly string[];
}

/** Adds updates of many chats in turn, as ingest would. */
export async function addBacklog(queues: Queues, { updates, firstUpdateId, chats }: Backlog): Promise<void> {
  const producer = queues.producer();
  const now = new Date();
  for (let from = 0; from < updates; from += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, updates - from) }, (_, index) => from + index);
    await producer.addAll(indexes.map((index) => inboxJob(firstUpdateId + index, chats[index % chats.length] ?? '', QUESTION, now)));
  }
}
