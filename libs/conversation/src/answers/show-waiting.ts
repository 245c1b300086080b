import { messageOf } from '@ownerbot/runtime';
import type { ConversationParts } from '../turn/turn-parts';
import type { AnswerTiming } from './tool-run-parts';

export interface WaitingPlace {
  readonly effectId: string;
  readonly botId: string;
  readonly chatId: string;
  readonly correlationId: string;
}

export interface Waiting {
  /** Ends the showing; resolves when nothing of it is under way. @returns whether it has written its message */
  stop(): Promise<boolean>;
}

type WaitingParts = Pick<ConversationParts, 'producer' | 'log'> & { readonly timing: AnswerTiming };

/** Shows the owner that something is done with their words: the typing action, and after a while one message, where `speak` writes one. All of it is best effort. */
export function showWaiting(parts: WaitingParts, place: WaitingPlace, speak: (() => Promise<boolean>) | null): Waiting {
  const { timing, log } = parts;
  let typed = 0;
  let typing: Promise<void> = Promise.resolve();
  let speaking: Promise<boolean> = Promise.resolve(false);
  const type = (): void => {
    typed += 1;
    typing = sendTyping(parts, place, typed);
  };
  const begin = (): void => {
    speaking = (speak?.() ?? Promise.resolve(false)).catch((error: unknown) => {
      log.warn('progress_not_sent', { correlationId: place.correlationId, error: messageOf(error) });
      return false;
    });
  };
  const timers = [setTimeout(type, timing.typingAfterMs), setInterval(type, timing.typingEveryMs)];
  if (speak !== null) timers.push(setTimeout(begin, timing.progressAfterMs));
  return {
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      await typing;
      return speaking;
    },
  };
}

/** Straight to the queue: it changes nothing and is worth nothing later, so it has no row. */
async function sendTyping({ producer, log }: WaitingParts, { effectId, botId, chatId, correlationId }: WaitingPlace, k: number): Promise<void> {
  const id = `${effectId}-typing-${k}`;
  try {
    await producer.add({ kind: 'message.send', id: `${id}-msg`, laneKey: chatId, payload: { effectId: id, botId, chatId, message: { type: 'action', action: 'typing' } }, correlationId });
  } catch (error) {
    log.debug('typing_not_sent', { correlationId, error: messageOf(error) });
  }
}
