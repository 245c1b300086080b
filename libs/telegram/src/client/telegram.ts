import type { InlineKeyboardMarkup } from 'node-telegram-bot-api';

/** A button that sends `data` back: at most 64 bytes, made by the callback builders. */
export interface Button {
  readonly text: string;
  readonly data: string;
}

export type Buttons = readonly (readonly Button[])[];

export interface NewMessage {
  readonly chatId: string;
  /** Telegram's HTML, at most 4096 UTF-16 units after entity parsing. */
  readonly html: string;
  readonly buttons?: Buttons;
  readonly replyToMessageId?: string;
  /** Without a sound. */
  readonly silent?: boolean;
}

/** A file with a caption of at most 1024 UTF-16 units after entity parsing. */
export interface NewDocument extends Omit<NewMessage, 'html'> {
  readonly filename: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly caption: string;
}

export interface MessagePlace {
  readonly chatId: string;
  readonly messageId: string;
}

export type ChatAction = 'typing' | 'upload_photo' | 'upload_document';

export interface BotCommand {
  /** 1..32 of a-z, 0-9 and `_`, without the slash. */
  readonly command: string;
  /** 1..256 characters. */
  readonly description: string;
}

export interface WebhookWish {
  readonly url: string;
  readonly secret: string;
  /** 1..100. */
  readonly maxConnections: number;
  readonly allowedUpdates: readonly string[];
}

export interface WebhookState {
  /** Empty when no webhook is set. */
  readonly url: string;
  readonly pendingUpdates: number;
  readonly maxConnections: number | undefined;
  readonly allowedUpdates: readonly string[] | undefined;
  readonly lastError: { readonly at: Date; readonly message: string } | undefined;
}

export interface UpdatesWish {
  /** The first update wanted; all before it are confirmed and will not come again. */
  readonly offset: number | undefined;
  /** How long Telegram may hold the call, 0..50 seconds. */
  readonly timeoutSec: number;
  /** 1..100. */
  readonly limit: number;
  readonly allowedUpdates: readonly string[];
}

/**
 * The Bot API as far as we use it. Every method throws {@link TelegramError} and nothing else; none repeats a call by itself, for
 * the queue owns retries. `signal` gives a call up.
 */
export interface Telegram {
  /** The digits before the colon of the token. */
  readonly botId: string;
  getMe(signal?: AbortSignal): Promise<{ readonly id: string; readonly username: string | undefined }>;
  getUpdates(wish: UpdatesWish, signal?: AbortSignal): Promise<readonly unknown[]>;
  setWebhook(wish: WebhookWish, signal?: AbortSignal): Promise<void>;
  /** Takes the webhook away; updates that wait at Telegram stay. */
  deleteWebhook(signal?: AbortSignal): Promise<void>;
  getWebhookInfo(signal?: AbortSignal): Promise<WebhookState>;
  send(message: NewMessage, signal?: AbortSignal): Promise<{ readonly messageId: string }>;
  /** As a file, whatever is in it. Source: Bot API, `sendDocument`. */
  sendDocument(file: NewDocument, signal?: AbortSignal): Promise<{ readonly messageId: string }>;
  /** A picture that the chat shows; Telegram makes it smaller. Source: Bot API, `sendPhoto`, at most 10 MB. */
  sendPhoto(file: NewDocument, signal?: AbortSignal): Promise<{ readonly messageId: string }>;
  /** Where a file lies that somebody sent. Source: Bot API, `getFile`; at most 20 MB. */
  getFile(fileId: string, signal?: AbortSignal): Promise<{ readonly path: string; readonly sizeBytes: number | undefined }>;
  /** Its bytes as they come; `signal` cuts the stream too. The address holds the token, so it stays in here. */
  openFile(path: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  editText(place: MessagePlace, message: { readonly html: string; readonly buttons?: Buttons }, signal?: AbortSignal): Promise<void>;
  /** Without buttons the keyboard goes. */
  editMarkup(place: MessagePlace, buttons: Buttons | undefined, signal?: AbortSignal): Promise<void>;
  deleteMessage(place: MessagePlace, signal?: AbortSignal): Promise<void>;
  answerCallback(answer: { readonly callbackQueryId: string; readonly text?: string; readonly alert?: boolean }, signal?: AbortSignal): Promise<void>;
  chatAction(chatId: string, action: ChatAction, signal?: AbortSignal): Promise<void>;
  /** Commands shown in private chats; without `language` for all languages that have none of their own. */
  setCommands(commands: readonly BotCommand[], language?: string, signal?: AbortSignal): Promise<void>;
}

export function inlineKeyboard(buttons: Buttons | undefined): InlineKeyboardMarkup | undefined {
  if (buttons === undefined || buttons.length === 0) return undefined;
  return { inline_keyboard: buttons.map((row) => row.map(({ text, data }) => ({ text, callback_data: data }))) };
}
