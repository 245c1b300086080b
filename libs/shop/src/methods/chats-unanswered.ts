import { IsInstant, IsPart, IsParts, IsText, IsWhole, MayBeNull } from '../answers/fields';
import { Page, type Instant, type PageQuery } from './shared-types';

/** `GET /chats/unanswered` (8.7): open threads whose customer waits at least `threshold_hours` (0..168). Longest waiting first. */
export interface ChatsUnansweredQuery extends PageQuery {
  readonly threshold_hours: number;
}

export class UnansweredThread {
  @IsText() readonly thread_id: string;
  @IsText() readonly customer_id: string;
  @IsInstant() readonly last_customer_message_at: Instant;
  @MayBeNull() @IsInstant() readonly last_manager_reply_at: Instant | null;
  @IsWhole() readonly waiting_minutes: number;
}

export class ChatsUnansweredData {
  @IsPart(() => Page) readonly page: Page;
  @IsParts(() => UnansweredThread) readonly threads: readonly UnansweredThread[];
}
