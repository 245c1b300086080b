import type { Clock } from '@ownerbot/runtime';

export type FloodScope = 'chat' | 'bot';

/** How long messages must wait because Telegram said so. Kept by each process for itself: another one learns it by its own 429. */
export interface FloodWaits {
  /** Notes a 429. @returns whether it holds for the chat alone or for the whole bot. */
  note(chatId: string, retryAfterMs: number): FloodScope;
  /** Milliseconds that a message to this chat must wait, 0 when it may go. */
  remainingMs(chatId: string): number;
}

/**
 * Telegram does not say which of its limits was met. One chat alone under a limit is the chat's own limit; a second chat that is
 * refused while the first still waits means that the bot as a whole sends too fast, and then nothing goes out until the wait is over.
 * Source: Bot API FAQ, "My bot is hitting limits".
 */
export function floodWaits(clock: Clock): FloodWaits {
  const untilByChat = new Map<string, number>();
  let botUntil = 0;

  function forgetThePast(now: number): void {
    for (const [chatId, until] of untilByChat) if (until <= now) untilByChat.delete(chatId);
  }

  return {
    note(chatId, retryAfterMs) {
      const now = clock.now().getTime();
      forgetThePast(now);
      const until = now + retryAfterMs;
      untilByChat.set(chatId, Math.max(until, untilByChat.get(chatId) ?? 0));
      if (untilByChat.size < 2) return 'chat';
      botUntil = Math.max(botUntil, until);
      return 'bot';
    },
    remainingMs(chatId) {
      const until = Math.max(botUntil, untilByChat.get(chatId) ?? 0);
      return Math.max(0, until - clock.now().getTime());
    },
  };
}
