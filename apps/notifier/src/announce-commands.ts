import { backoffMs } from '@ownerbot/queues';
import { messageOf, sleep, type CheckResult, type Logger, type Service } from '@ownerbot/runtime';
import { TelegramError, type BotCommand, type Telegram } from '@ownerbot/telegram';

/** The bot's commands by language; `default` is shown to whoever uses another one. */
export interface CommandLists {
  readonly default: readonly BotCommand[];
  readonly byLanguage: Readonly<Record<string, readonly BotCommand[]>>;
}

export interface AnnounceOptions {
  readonly telegram: Telegram;
  readonly commands: CommandLists;
  readonly log: Logger;
  readonly random: () => number;
  readonly timing?: AnnounceTiming;
}

export interface AnnounceTiming {
  readonly backoff: { readonly minMs: number; readonly maxMs: number };
}

export const ANNOUNCE_TIMING: AnnounceTiming = { backoff: { minMs: 1_000, maxMs: 60_000 } };

/** Sets the menu of commands in private chats, once a start, and keeps trying while Telegram is away. Source: Bot API, "setMyCommands". */
export function announceCommands(options: AnnounceOptions): Service & { check(): CheckResult } {
  const { telegram, commands, log, random, timing = ANNOUNCE_TIMING } = options;
  const stopping = new AbortController();
  let state: CheckResult = { ok: true, detail: 'the commands are not set yet' };
  let running: Promise<void> | undefined;

  async function setAll(): Promise<void> {
    await telegram.setCommands(commands.default, undefined, stopping.signal);
    for (const [language, list] of Object.entries(commands.byLanguage)) await telegram.setCommands(list, language, stopping.signal);
  }

  async function keepTrying(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await setAll();
        state = { ok: true, detail: 'the commands are set' };
        log.info('commands_set', { languages: Object.keys(commands.byLanguage) });
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        // The menu is a convenience; a bot without it still answers, so it is never unready for that.
        state = { ok: true, detail: `the commands are not set: ${messageOf(error)}` };
        log.warn('commands_not_set', { error, failures });
        await sleep(backoffMs(timing.backoff, failures, error instanceof TelegramError ? error.retry : 'backoff', random), stopping.signal);
      }
    }
  }

  return {
    name: 'commands',
    check: () => state,
    async start() {
      running = keepTrying();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
