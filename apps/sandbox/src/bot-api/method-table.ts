import type { Method } from './method';
import { answerCallbackQuery } from './methods/answer-callback-query';
import { deleteMyCommands, getMyCommands, setMyCommands } from './methods/commands';
import { deleteMessage } from './methods/delete-message';
import { editMessageReplyMarkup, editMessageText } from './methods/edit-message';
import { getFile } from './methods/get-file';
import { getMe } from './methods/get-me';
import { getUpdates } from './methods/get-updates';
import { sendChatAction } from './methods/send-chat-action';
import { sendDocument, sendPhoto } from './methods/send-file';
import { sendMessage } from './methods/send-message';
import { deleteWebhook, getWebhookInfo, setWebhook } from './methods/webhook';

/** What the sandbox can do of the Bot API. Any other method is "Not Found", as one that Telegram does not know. */
const methods: Record<string, Method> = {
  answerCallbackQuery,
  deleteMessage,
  deleteMyCommands,
  deleteWebhook,
  editMessageReplyMarkup,
  editMessageText,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  sendChatAction,
  sendDocument,
  sendMessage,
  sendPhoto,
  setMyCommands,
  setWebhook,
};

const byLowerCase = new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), { name, method }]));

/** Methods go by their name in any case. */
export const findMethod = (name: string): { name: string; method: Method } | undefined => byLowerCase.get(name.toLowerCase());

export const methodNames = Object.keys(methods);
