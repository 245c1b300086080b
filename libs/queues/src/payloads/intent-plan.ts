import { IsBoolean, IsObject } from 'class-validator';
import { Moment, Name, Optional, TelegramId, Text } from './fields';

/** `intent.plan`: ask a language model which tool a text means that no phrase matched. */
export class IntentPlan {
  @Name() readonly effectId: string;
  @TelegramId() readonly botId: string;
  @TelegramId() readonly updateId: string;
  @TelegramId() readonly chatId: string;
  @TelegramId() readonly ownerId: string;
  /** As the owner wrote or said it. */
  @Text(4_096) readonly text: string;
  /** Where the words were spoken: how sure the transcriber is. */
  @Optional() @IsObject({ message: 'must be an object' }) readonly heard?: object | null;
  /** Somebody else's words. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly isForwarded?: boolean | null;
  /** The message that the answer belongs to. */
  @Optional() @TelegramId() readonly messageId?: string | null;
  /** The effect that has shown a message of this request before: what is said next takes its place. */
  @Optional() @Name() readonly continues?: string | null;
  /** The read that was answered last, by its names alone. */
  @Optional() @IsObject({ message: 'must be an object' }) readonly lastRead?: object | null;
  @Name(16) readonly locale: string;
  @Name(64) readonly timezone: string;
  @Moment() readonly requestedAt: string;
  /** Whatever it plans is only offered: the chat does not wait for it. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly isLate?: boolean | null;
}
