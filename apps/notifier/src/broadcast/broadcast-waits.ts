import type { Clock } from '@ownerbot/runtime';

/** How long broadcasts wait because Telegram said so. Kept by each process for itself: another one learns it by its own 429. */
export interface BroadcastWaits {
  note(retryAfterMs: number): void;
  remainingMs(): number;
}

export function broadcastWaits(clock: Clock): BroadcastWaits {
  let until = 0;
  return {
    note: (retryAfterMs) => {
      until = Math.max(until, clock.now().getTime() + retryAfterMs);
    },
    remainingMs: () => Math.max(0, until - clock.now().getTime()),
  };
}
