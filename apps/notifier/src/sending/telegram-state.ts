import type { CheckResult, Clock } from '@ownerbot/runtime';

/** What the last calls said about Telegram, for `/health`. */
export interface TelegramState {
  answered(): void;
  away(description: string): void;
  check(): CheckResult;
}

export function telegramState(clock: Clock): TelegramState {
  let away: { readonly since: Date; readonly description: string } | undefined;
  return {
    answered() {
      away = undefined;
    },
    away(description) {
      away = { since: away?.since ?? clock.now(), description };
    },
    check: () => (away === undefined ? { ok: true } : { ok: false, detail: `away since ${away.since.toISOString()}: ${away.description}` }),
  };
}
