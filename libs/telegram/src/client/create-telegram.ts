import { Api, InputFile } from 'node-telegram-bot-api';
import { TelegramError } from '../errors';
import { CALLBACK_ANSWER_LIMIT } from '../text/limits';
import { classifyError } from './classify-error';
import { envelopeFetch } from './envelope-fetch';
import { openFile } from './open-file';
import { inlineKeyboard, type NewMessage, type Telegram } from './telegram';

export interface TelegramOptions {
  readonly token: string;
  /** Default: Telegram's own server. */
  readonly apiRoot?: string;
  /** Limit of one call, in milliseconds; a long poll gets its own waiting time on top. Default 10 s, below the 15 s that a send job has. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_ROOT = 'https://api.telegram.org';

/** A client of one bot. Makes no call by itself. */
export function createTelegram(options: TelegramOptions): Telegram {
  const { token } = options;
  const hideToken = tokenHider(token);
  const api = new Api(token, {
    apiRoot: options.apiRoot,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    maxRetries: 0,
    fetch: envelopeFetch(options.fetch ?? globalThis.fetch),
  });

  async function call<T>(method: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted === true) throw new TelegramError({ method, kind: 'network', sent: 'no', description: 'given up before the call' });
    try {
      return await work();
    } catch (error) {
      throw classifyError(error, method, hideToken);
    }
  }

  return {
    botId: botIdOf(token),
    getMe: (signal) =>
      call('getMe', signal, async () => {
        const me = await api.getMe(signal);
        return { id: String(me.id), username: me.username };
      }),
    getUpdates: (wish, signal) =>
      call('getUpdates', signal, async () => {
        const { offset, timeoutSec, limit, allowedUpdates } = wish;
        const updates: unknown = await api.getUpdates({ offset, timeout: timeoutSec, limit, allowed_updates: [...allowedUpdates] }, signal);
        return Array.isArray(updates) ? (updates as unknown[]) : [];
      }),
    setWebhook: (wish, signal) =>
      call('setWebhook', signal, async () => {
        const { url, secret, maxConnections, allowedUpdates } = wish;
        await api.setWebhook({ url, secret_token: secret, max_connections: maxConnections, allowed_updates: [...allowedUpdates] }, signal);
      }),
    deleteWebhook: (signal) => call('deleteWebhook', signal, async () => void (await api.deleteWebhook({ drop_pending_updates: false }, signal))),
    getWebhookInfo: (signal) =>
      call('getWebhookInfo', signal, async () => {
        const info = await api.getWebhookInfo(signal);
        const { last_error_date: failedAt, last_error_message: why } = info;
        return {
          url: info.url,
          pendingUpdates: info.pending_update_count,
          maxConnections: info.max_connections,
          allowedUpdates: info.allowed_updates,
          lastError: failedAt === undefined ? undefined : { at: new Date(failedAt * 1_000), message: hideToken(why ?? '') },
        };
      }),
    send: (message, signal) =>
      call('sendMessage', signal, async () => {
        const { html } = message;
        const sent = await api.sendMessage(
          {
            ...common(message),
            text: html,
            parse_mode: 'HTML',
            link_preview_options: { is_disabled: true },
          },
          signal,
        );
        return { messageId: String(sent.message_id) };
      }),
    sendDocument: (message, signal) =>
      call('sendDocument', signal, async () => {
        const { filename, mime, bytes, caption } = message;
        const sent = await api.sendDocument(
          {
            ...common(message),
            document: new InputFile(bytes, { filename, contentType: mime }),
            // Telegram must not make a picture or a player of it.
            disable_content_type_detection: true,
            ...captionOf(caption),
          },
          signal,
        );
        return { messageId: String(sent.message_id) };
      }),
    sendPhoto: (message, signal) =>
      call('sendPhoto', signal, async () => {
        const { filename, mime, bytes, caption } = message;
        const sent = await api.sendPhoto(
          {
            ...common(message),
            photo: new InputFile(bytes, { filename, contentType: mime }),
            ...captionOf(caption),
          },
          signal,
        );
        return { messageId: String(sent.message_id) };
      }),
    getFile: (fileId, signal) =>
      call('getFile', signal, async () => {
        const { file_path: path, file_size: sizeBytes } = await api.getFile({ file_id: fileId }, signal);
        if (path === undefined || path === '') throw new TelegramError({ method: 'getFile', kind: 'bad-request', sent: 'no', description: 'the file has no path' });
        return { path, sizeBytes };
      }),
    openFile: (path, signal) =>
      call('downloadFile', signal, () => openFile({ root: options.apiRoot ?? DEFAULT_ROOT, token, path, fetch: options.fetch ?? globalThis.fetch, hideToken, signal })),
    editText: ({ chatId, messageId }, { html, buttons }, signal) =>
      call('editMessageText', signal, async () => {
        await api.editMessageText(
          {
            chat_id: chatId,
            message_id: Number(messageId),
            text: html,
            parse_mode: 'HTML',
            link_preview_options: { is_disabled: true },
            reply_markup: inlineKeyboard(buttons),
          },
          signal,
        );
      }),
    editMarkup: ({ chatId, messageId }, buttons, signal) =>
      call('editMessageReplyMarkup', signal, async () => {
        await api.editMessageReplyMarkup({ chat_id: chatId, message_id: Number(messageId), reply_markup: inlineKeyboard(buttons) }, signal);
      }),
    deleteMessage: ({ chatId, messageId }, signal) =>
      call('deleteMessage', signal, async () => void (await api.deleteMessage({ chat_id: chatId, message_id: Number(messageId) }, signal))),
    answerCallback: ({ callbackQueryId, text, alert }, signal) =>
      call('answerCallbackQuery', signal, async () => {
        const shown = text === undefined ? undefined : text.slice(0, CALLBACK_ANSWER_LIMIT);
        await api.answerCallbackQuery({ callback_query_id: callbackQueryId, text: shown, show_alert: alert }, signal);
      }),
    chatAction: (chatId, action, signal) =>
      call('sendChatAction', signal, async () => void (await api.sendChatAction({ chat_id: chatId, action }, signal))),
    setCommands: (commands, language, signal) =>
      call('setMyCommands', signal, async () => {
        await api.setMyCommands({ commands: [...commands], scope: { type: 'all_private_chats' }, language_code: language }, signal);
      }),
  };
}

/** The bot's id is the part of its token before the colon. Source: Bot API, "Authorizing your bot". */
export function botIdOf(token: string): string {
  return token.slice(0, Math.max(0, token.indexOf(':')));
}

/** The answer must arrive even when the person has deleted the question. */
function replyTo(messageId: string | undefined): { message_id: number; allow_sending_without_reply: true } | undefined {
  return messageId === undefined ? undefined : { message_id: Number(messageId), allow_sending_without_reply: true };
}

/** What every message has. */
function common({ chatId, buttons, replyToMessageId, silent }: Pick<NewMessage, 'chatId' | 'buttons' | 'replyToMessageId' | 'silent'>) {
  return { chat_id: chatId, reply_markup: inlineKeyboard(buttons), reply_parameters: replyTo(replyToMessageId), ...(silent === true ? { disable_notification: true } : {}) };
}

function captionOf(caption: string): { caption?: string; parse_mode?: 'HTML' } {
  return caption === '' ? {} : { caption, parse_mode: 'HTML' };
}

function tokenHider(token: string): (text: string) => string {
  const forms = [token, encodeURIComponent(token), token.slice(token.indexOf(':') + 1)];
  return (text) => forms.reduce((safe, form) => safe.replaceAll(form, '•••'), text);
}
