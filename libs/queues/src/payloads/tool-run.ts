import { IsArray, IsBoolean, IsObject } from 'class-validator';
import { Moment, Name, Optional, TelegramId, Text } from './fields';

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
  /** The data mode of the request, chosen by the turn that decided it: all its attempts use this one. Absent: that of the moment of each run. */
  @Optional() @Name(16) readonly mode?: string | null;
  /** What asked for it, such as `command` or `phrase`. */
  @Name(64) readonly source: string;
  @Name(16) readonly locale: string;
  @Name(64) readonly timezone: string;
  @Moment() readonly requestedAt: string;
  /** No attempt begins after it. */
  @Moment() readonly deadlineAt: string;
  /** The kind of presentation that was asked for, where a tool can be shown in several. */
  @Optional() @Name(32) readonly presentation?: string | null;
  /** Of an action: its preview is shown and nothing is offered to be confirmed. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly previewOnly?: boolean | null;
  /** Of a request that goes on with an earlier answer, such as the next part of a list: what its presenter must know of it. */
  @Optional() @IsObject({ message: 'must be an object' }) readonly follows?: object | null;
  /** Of several reads of one wish: those that come after this one, each with its tool, its payload and its presentation. */
  @Optional() @IsArray({ message: 'must be a list' }) @IsObject({ each: true, message: 'must hold objects' }) readonly then?: readonly object[] | null;
  /** Of the preview of a change that is a step of a plan: which. */
  @Optional() @IsObject({ message: 'must be an object' }) readonly plan?: object | null;
  /** The message that the answer belongs to, and whether it takes that one's place. */
  @Optional() @IsObject({ message: 'must be an object' }) readonly replyTo?: object | null;
  /** The effect that has shown a message of this request before: what the run says takes its place. */
  @Optional() @Name() readonly continues?: string | null;
  /** The words that were heard, where the request was spoken: its answer begins with them. */
  @Optional() @Text(4_096) readonly heard?: string | null;
  /** What was understood of the words, where not all of them were: stands before the answer. */
  @Optional() @Text(512) readonly understood?: string | null;
  /** What the record of the request will say of how it came and was understood; absent where the run is no request of its own. */
  @Optional() @IsObject({ message: 'must be an object' }) readonly request?: object | null;
}
