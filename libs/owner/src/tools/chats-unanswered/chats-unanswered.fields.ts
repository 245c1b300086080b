import { AnyText, Count, Cursor, InstantText, IntegerIn, Limit, ListOf, Nullable, Optional } from '@ownerbot/tools';

export class ChatsUnansweredPayload {
  @IntegerIn(0, 168) readonly threshold_hours: number = 0;
  @Limit(50) readonly limit: number = 10;
  @Optional() @Cursor() readonly cursor?: string;
}

export class WaitingThread {
  @AnyText() readonly thread_id: string;
  @AnyText() readonly customer_id: string;
  @InstantText() readonly last_customer_message_at: string;
  /** Null: nobody has answered yet. */
  @Nullable() @InstantText() readonly last_manager_reply_at: string | null;
  @Count() readonly waiting_minutes: number;
}

export class ChatsUnansweredOutput {
  @Count() readonly total: number;
  @Count() readonly count: number;
  @Count() readonly threshold_hours: number;
  /** Longest waiting first. */
  @ListOf(() => WaitingThread, 50) readonly threads: readonly WaitingThread[];
  @Nullable() @AnyText() readonly next_cursor: string | null;
}
