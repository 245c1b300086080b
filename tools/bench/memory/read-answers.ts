import { apiOk, type BotApiCall, type ScriptedBotApi } from '@ownerbot/testing';

const ORDER = /OB-(\d+)/;

export interface ReadAnswers {
  /** Messages that tell an order. */
  count(): number;
  /** Chats in which an order stands twice, or before one that was asked for earlier; each chat asked for ascending ones. */
  outOfOrder(): string[];
}

/** Reads the chats as a person scrolls through them: a message stands where it was sent first, with the text that it has now. */
export function readAnswers(botApi: ScriptedBotApi): ReadAnswers {
  const chats = new Map<string, Map<number, number>>();
  let lastMessageId = 0;
  const note = ({ params }: BotApiCall, messageId: number) => {
    const chatId = params['chat_id'] ?? '';
    const order = ORDER.exec(params['text'] ?? '')?.[1];
    const chat = chats.get(chatId) ?? new Map<number, number>();
    chats.set(chatId, chat);
    if (order !== undefined) chat.set(messageId, Number(order));
    return apiOk({ message_id: messageId, date: 1, chat: { id: Number(chatId), type: 'private' } });
  };
  botApi.always('sendMessage', (call) => note(call, (lastMessageId += 1)));
  botApi.always('editMessageText', (call) => note(call, Number(call.params['message_id'])));
  return {
    count: () => [...chats.values()].reduce((sum, chat) => sum + chat.size, 0),
    outOfOrder: () =>
      [...chats].flatMap(([chatId, chat]) => {
        const orders = [...chat].sort(([one], [other]) => one - other).map(([, order]) => order);
        return orders.some((order, at) => at > 0 && order <= (orders[at - 1] ?? 0)) ? [chatId] : [];
      }),
  };
}
