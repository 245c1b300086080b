import { IsObject } from 'class-validator';
import { Moment, Name, Optional, TelegramId } from './fields';

/** `tool.run`: run one version of a tool for an owner. `input` is checked by the tool itself. */
export class ToolRun {
  @Name() readonly effectId: string;
  @TelegramId() readonly botId: string;
  @TelegramId() readonly updateId: string;
  @TelegramId() readonly chatId: string;
  @TelegramId() readonly ownerId: string;
  @Name(64) readonly tool: string;
  @Name(32) readonly version: string;
  @IsObject({ message: 'must be an object' }) readonly input: object;
  /** What asked for it, such as `command` or `phrase`. */
  @Name(64) readonly source: string;
  @Name(16) readonly locale: string;
  @Name(64) readonly timezone: string;
  @Moment() readonly requestedAt: string;
  /** No attempt begins after it. */
  @Moment() readonly deadlineAt: string;
  /** How the answer is to be shown; belongs to whoever asked. */
  @Optional() @IsObject({ message: 'must be an object' }) readonly replyTo?: object | null;
}
