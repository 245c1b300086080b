import { messageOf } from '@ownerbot/runtime';
import { sendGesture, type GestureParts, type GesturePlace } from './send-gesture';

export interface Waiting {
  /** Ends the showing; resolves when nothing of it is under way. @returns whether it has written its message */
  stop(): Promise<boolean>;
}

/** Shows the owner that something is done with their words: the typing action, and after a while one message, where `speak` writes one. All of it is best effort. */
export function showWaiting(parts: GestureParts, place: GesturePlace, speak: (() => Promise<boolean>) | null): Waiting {
  const { timing, log } = parts;
  let typing: Promise<void> = Promise.resolve();
  let speaking: Promise<boolean> = Promise.resolve(false);
  const type = (): void => {
    typing = sendGesture(parts, place, 'typing');
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
