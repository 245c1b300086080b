import { IsBoolean, IsIn, IsUUID, registerDecorator } from 'class-validator';
import { Name, OneOf, Optional, TelegramId, Text } from './fields';

export interface Button {
  readonly text: string;
  /** Callback data, at most 64 bytes. */
  readonly data: string;
}

function isButton(value: unknown): value is Button {
  if (typeof value !== 'object' || value === null) return false;
  const { text, data, ...rest } = value as Record<string, unknown>;
  if (typeof text !== 'string' || text === '' || typeof data !== 'string' || data === '') return false;
  return Object.keys(rest).length === 0 && Buffer.byteLength(data) <= 64;
}

function areButtons(value: unknown): boolean {
  return Array.isArray(value) && value.length <= 100 && value.every((row: unknown) => Array.isArray(row) && row.every(isButton));
}

/** Rows of buttons below a message. */
const Buttons = (): PropertyDecorator => (prototype, property) =>
  registerDecorator({
    name: 'buttons',
    target: prototype.constructor,
    propertyName: String(property),
    options: { message: 'must be rows of { text, data }, data 1..64 bytes' },
    validator: { validate: areButtons },
  });

/** What is said in the place of a file that cannot be made or sent, or is no longer kept. */
export interface Otherwise {
  /** HTML. */
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
}

function isOtherwise(value: unknown): value is Otherwise {
  if (typeof value !== 'object' || value === null) return false;
  const { text, buttons, ...rest } = value as Record<string, unknown>;
  return typeof text === 'string' && text !== '' && text.length <= 100_000 && areButtons(buttons) && Object.keys(rest).length === 0;
}

const OtherwiseField = (): PropertyDecorator => (prototype, property) =>
  registerDecorator({ name: 'otherwise', target: prototype.constructor, propertyName: String(property), options: { message: 'must be { text, buttons }' }, validator: { validate: isOtherwise } });

export const DELIVERIES = ['at-least-once', 'at-most-once'] as const;
/** What happens when it is not known whether Telegram took a message: send it again, or not. */
export type Delivery = (typeof DELIVERIES)[number];

export const CHAT_ACTIONS = ['typing', 'upload_photo', 'upload_document'] as const;
export type ChatAction = (typeof CHAT_ACTIONS)[number];

/** A message of text (HTML); the notifier splits what is longer than Telegram takes. */
export class TextMessage {
  @IsIn(['text']) readonly type: 'text';
  @Text(100_000) readonly text: string;
  @Optional() @Buttons() readonly buttons?: readonly (readonly Button[])[] | null;
  @Optional() @TelegramId() readonly replyToMessageId?: string | null;
  /** Edit the message that this effect sent; when that cannot be edited, send a new one. */
  @Optional() @Name() readonly editOf?: string | null;
  /** Edit the message with this id of Telegram. */
  @Optional() @TelegramId() readonly editMessageId?: string | null;
  @OneOf(DELIVERIES) readonly delivery: Delivery;
  /** Where the message to be edited is not there, nothing is sent in its stead. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly editOnly?: boolean | null;
  /** Arrives without a sound. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly silent?: boolean | null;
  /** The message becomes the anchor of its chat. */
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly anchor?: boolean | null;
}

class StoredFileMessage {
  @IsUUID('all', { message: 'must be a UUID' }) readonly artifactId: string;
  /** HTML, at most 1024 characters as they are shown. */
  @Text(8_000) readonly caption: string;
  @Optional() @Buttons() readonly buttons?: readonly (readonly Button[])[] | null;
  /** Below the message that this effect sent, and not at all where that never arrived. */
  @Optional() @Name() readonly after?: string | null;
  /** The text `after` is edited into it; without one it is sent. */
  @Optional() @OtherwiseField() readonly otherwise?: Otherwise | null;
  @OneOf(DELIVERIES) readonly delivery: Delivery;
}

/** A stored file, sent as such. */
export class DocumentMessage extends StoredFileMessage {
  @IsIn(['document']) readonly type: 'document';
}

/** A stored picture, shown in the chat; as a file where Telegram does not take it for a photo. */
export class PhotoMessage extends StoredFileMessage {
  @IsIn(['photo']) readonly type: 'photo';
}

export type FileMessage = DocumentMessage | PhotoMessage;

export const FILE_MESSAGES = { document: DocumentMessage, photo: PhotoMessage } as const;

/** The answer to a press of a button. */
export class CallbackAnswer {
  @IsIn(['callback']) readonly type: 'callback';
  @Name() readonly callbackQueryId: string;
  @Optional() @Text(200) readonly text?: string | null;
  @Optional() @IsBoolean({ message: 'must be true or false' }) readonly alert?: boolean | null;
}

/** "is typing…" and the like. */
export class ActionMessage {
  @IsIn(['action']) readonly type: 'action';
  @OneOf(CHAT_ACTIONS) readonly action: ChatAction;
}

/** Replaces the buttons of a message, named by its id or by the effect that sent it; without `buttons` it has none any more. */
export class MarkupMessage {
  @IsIn(['markup']) readonly type: 'markup';
  @Optional() @TelegramId() readonly messageId?: string | null;
  @Optional() @Name() readonly of?: string | null;
  @Optional() @Buttons() readonly buttons?: readonly (readonly Button[])[] | null;
}

export class DeleteMessage {
  @IsIn(['delete']) readonly type: 'delete';
  @TelegramId() readonly messageId: string;
}

export type OutgoingMessage = TextMessage | FileMessage | CallbackAnswer | ActionMessage | MarkupMessage | DeleteMessage;

export const OUTGOING_MESSAGES = {
  text: TextMessage,
  ...FILE_MESSAGES,
  callback: CallbackAnswer,
  action: ActionMessage,
  markup: MarkupMessage,
  delete: DeleteMessage,
} as const;
