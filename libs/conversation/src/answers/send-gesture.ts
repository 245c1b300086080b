import type { ChatAction } from '@ownerbot/queues';
import { messageOf } from '@ownerbot/runtime';
import type { ConversationParts } from '../turn/turn-parts';
import type { AnswerTiming } from './tool-run-parts';

export interface GesturePlace {
  readonly botId: string;
  readonly chatId: string;
  readonly correlationId: string;
}

export type GestureParts = Pick<ConversationParts, 'log' | 'clock'> & { readonly producer: Pick<ConversationParts['producer'], 'add'>; readonly timing: AnswerTiming };

/**
 * "Is typing…", straight to the queue: it changes nothing and is worth nothing later, so it has no row. However many runs of a chat are
 * under way, it is shown once in the time for which Telegram shows it: its id is the chat's and the time's.
 */
export async function sendGesture({ producer, log, clock, timing }: GestureParts, { botId, chatId, correlationId }: GesturePlace, action: ChatAction): Promise<void> {
  const slot = Math.floor(clock.now().getTime() / timing.typingEveryMs);
  const id = `${action}-${botId}-${chatId}-${slot}`;
  try {
    await producer.add({ kind: 'message.send', id: `${id}-msg`, laneKey: chatId, payload: { effectId: id, botId, chatId, message: { type: 'action', action } }, correlationId });
  } catch (error) {
    log.debug('typing_not_sent', { correlationId, error: messageOf(error) });
  }
}
