import { AnyText, Count, ListOf, Nullable, OneOf } from '@ownerbot/tools';

export const QUEUE_ADVICE = ['ALL_CLEAR', 'KEEP_PACE', 'CLEAR_OLDEST', 'ESCALATE'] as const;
export type QueueAdvice = (typeof QUEUE_ADVICE)[number];

export class OverdueThreadData {
  @AnyText() readonly thread_id: string;
  @Count() readonly waiting_minutes: number;
}

/** The buckets are cumulative: 2 hours and more includes 6 hours and more. */
export class TeamQueueSummaryOutput {
  @Count() readonly total_open_threads: number;
  @Count() readonly unanswered_total: number;
  @Count() readonly unanswered_2h: number;
  @Count() readonly unanswered_6h: number;
  @Count() readonly unanswered_24h: number;
  @Nullable() @Count() readonly oldest_waiting_minutes: number | null;
  @ListOf(() => OverdueThreadData, 5) readonly top_overdue_threads: readonly OverdueThreadData[];
  @OneOf(QUEUE_ADVICE) readonly recommendation: QueueAdvice;
}
