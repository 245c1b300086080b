import { IsBoolean, IsObject } from 'class-validator';
import { Moment, Name, Optional, TelegramId, Text } from './fields';

/** `voice.transcribe`: make a sound of Telegram's text. The sound itself is fetched when the job runs and kept nowhere. */
export class VoiceTranscribe {
  @Name() readonly effectId: string;
  @TelegramId() readonly botId: string;
  @TelegramId() readonly updateId: string;
  @TelegramId() readonly chatId: string;
  @TelegramId() readonly ownerId: string;
  /** Where the file lies and what its message says of it; whoever fetches it reads it. */
  @IsObject({ message: 'must be an object' }) readonly sound: object;
  /** Text below the sound: a second message, taken after the first. */
  @Optional() @Text(4_096) readonly caption?: string | null;
  /** The message that the answer belongs to. */
  @Optional() @TelegramId() readonly messageId?: string | null;
  /** Somebody else said it. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly isForwarded?: boolean | null;
  @Name(16) readonly locale: string;
  /** When the message came. */
  @Moment() readonly requestedAt: string;
  /** No attempt begins after it. */
  @Moment() readonly deadlineAt: string;
  /** Its words are shown and asked before they run, however sure: the chat has gone on without them. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly isLate?: boolean | null;
}
