import { WEBHOOK_PATH } from '@ownerbot/telegram';
import { chatIds, textUpdate, WEBHOOK_SECRET } from '../parts/updates';

export interface LoadOrders {
  /** Of the server. */
  readonly url: string;
  readonly connections: number;
  readonly updates: number;
  readonly firstUpdateId: number;
  /** Of the steady load. */
  readonly perSecond: number;
}

export const CHATS = 1_000;

/** The orders that a chat asks for, one after the other. */
export const FIRST_ORDER = 2_001;

/** Bodies of updates of many chats in turn; each chat asks for another order every time. */
export function updateBodies({ firstUpdateId }: Pick<LoadOrders, 'firstUpdateId'>): () => string {
  const chats = chatIds(CHATS);
  const date = Math.floor(Date.now() / 1_000);
  let sent = 0;
  return () => {
    const updateId = firstUpdateId + sent;
    const chatId = chats[sent % CHATS] ?? '';
    const order = FIRST_ORDER + Math.floor(sent / CHATS);
    sent += 1;
    return JSON.stringify(textUpdate(updateId, chatId, `заказ OB-${order}`, date));
  };
}

/** A request of Telegram's but for its body. Source: Bot API, "setWebhook". */
export const DELIVERY = {
  method: 'POST',
  path: WEBHOOK_PATH,
  headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': WEBHOOK_SECRET },
};
