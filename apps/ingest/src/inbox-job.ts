import type { JobRequest } from '@ownerbot/queues';
import type { UpdateFacts } from '@ownerbot/telegram';

/** Stands for the chat of an update that has neither a chat nor a sender, such as a poll. */
const NO_CHAT = '0';

/**
 * The job of one update. Its id is made of bot and update alone, so that a redelivery adds nothing.
 * An update without a chat belongs to its sender's private chat, which has the sender's id; one without a sender too goes to a
 * lane of its own, by its update id, for it has no order to keep.
 */
export function inboxJob(botId: string, facts: UpdateFacts, update: object, receivedAt: Date): JobRequest<'inbox.update'> {
  const id = `tg-${botId}-${facts.updateId}`;
  const chatId = facts.chatId ?? facts.userId ?? NO_CHAT;
  return {
    kind: 'inbox.update',
    id,
    laneKey: chatId === NO_CHAT ? facts.updateId : chatId,
    correlationId: id,
    payload: { botId, updateId: facts.updateId, chatId, userId: facts.userId, receivedAt: receivedAt.toISOString(), update },
  };
}
