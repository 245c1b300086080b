import { IsParts, IsText, IsWhole, MayBeNull } from '../answers/fields';

export class OverdueThread {
  @IsText() readonly thread_id: string;
  @IsWhole() readonly waiting_minutes: number;
}

/** `GET /chats/queue` (8.8). The buckets are cumulative: two hours and more includes six hours and more. */
export class ChatsQueueData {
  @IsWhole() readonly total_open_threads: number;
  @IsWhole() readonly unanswered_total: number;
  @IsWhole() readonly unanswered_2h: number;
  @IsWhole() readonly unanswered_6h: number;
  @IsWhole() readonly unanswered_24h: number;
  @MayBeNull() @IsWhole() readonly oldest_waiting_minutes: number | null;
  /** At most 5 of the unanswered, longest waiting first. */
  @IsParts(() => OverdueThread) readonly top_overdue_threads: readonly OverdueThread[];
}
