import type { ChatsQueueData } from '@ownerbot/shop';
import { NoFields, provenanceOf, shopWarnings } from '@ownerbot/tools';
import { shopRead } from '../read-tool';
import { TeamQueueSummaryOutput, type QueueAdvice } from './team-queue-summary.fields';

const SHOWN = 5;

/** How many customers wait for an answer, and how long. */
export const teamQueueSummary = shopRead<NoFields, TeamQueueSummaryOutput>({
  name: 'team_queue_summary',
  version: '1.2',
  group: 'team',
  payload: NoFields,
  output: TeamQueueSummaryOutput,
  capabilities: ['chats'],
  async handle(_payload, { shop, call, tenant }) {
    const answer = await shop.chatsQueue(call);
    const { top_overdue_threads: threads, ...counts } = answer.data;
    return {
      data: { ...counts, top_overdue_threads: threads.slice(0, SHOWN), recommendation: adviceOf(answer.data) },
      provenance: provenanceOf([answer], tenant),
      warnings: shopWarnings(answer),
    };
  },
});

export function adviceOf({ unanswered_total: total, unanswered_24h: day, unanswered_6h: hours }: Pick<ChatsQueueData, 'unanswered_total' | 'unanswered_24h' | 'unanswered_6h'>): QueueAdvice {
  if (total === 0) return 'ALL_CLEAR';
  if (day > 0) return 'ESCALATE';
  return hours > 0 ? 'CLEAR_OLDEST' : 'KEEP_PACE';
}
