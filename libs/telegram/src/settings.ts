import { Setting, settingTypes, type SettingFinding } from '@ownerbot/runtime';

export const TELEGRAM_API_ROOT = 'https://api.telegram.org';
export const TELEGRAM_MODES = ['polling', 'webhook'] as const;
export type TelegramMode = (typeof TELEGRAM_MODES)[number];

/** The path that the webhook is served at; `WEBHOOK_URL` ends in it. */
export const WEBHOOK_PATH = '/tg/webhook';

/** Where the bot lives and how its updates come. Source: spec settings, "Telegram and access". */
export class TelegramSettings {
  @Setting({
    key: 'BOT_TOKEN',
    type: settingTypes.secret({ matches: /^\d{1,20}:[A-Za-z0-9_-]{20,100}$/, form: '<digits>:<20 or more letters, digits, _ or ->' }),
    readBy: ['ingest', 'worker', 'notifier', 'cli'],
    defaultText: '`npm start`: that of the sandbox',
    about: 'the bot, as BotFather gave it',
  })
  readonly botToken: string | undefined;

  @Setting({
    key: 'TELEGRAM_API_ROOT',
    type: settingTypes.url({ protocols: ['http:', 'https:'] }),
    readBy: ['ingest', 'worker', 'notifier', 'cli'],
    default: TELEGRAM_API_ROOT,
    about: 'Bot API server, files included',
  })
  readonly apiRoot: string;

  @Setting({ key: 'TELEGRAM_MODE', type: settingTypes.oneOf(TELEGRAM_MODES), readBy: ['ingest', 'cli'], default: 'polling', about: 'how updates come' })
  readonly mode: TelegramMode;

  @Setting({
    key: 'WEBHOOK_URL',
    type: settingTypes.url({ protocols: ['https:', 'http:'], pathEndsWith: WEBHOOK_PATH }),
    readBy: ['ingest', 'cli'],
    about: 'required in webhook mode; https, or http with another TELEGRAM_API_ROOT; ends in /tg/webhook',
  })
  readonly webhookUrl: string | undefined;

  @Setting({
    key: 'WEBHOOK_SECRET',
    type: settingTypes.secret({ matches: /^[A-Za-z0-9_-]{1,256}$/, form: '1..256 of A-Z, a-z, 0-9, _ and -' }),
    readBy: ['ingest', 'cli'],
    about: 'required in webhook mode; Telegram sends it with every update',
  })
  readonly webhookSecret: string | undefined;

  /** What no single key can say. Processes that are not handed `TELEGRAM_MODE` have nothing to check. */
  check(): readonly SettingFinding[] {
    if (this.mode !== 'webhook') return [];
    const findings: SettingFinding[] = [];
    if (this.webhookUrl === undefined) {
      findings.push({ key: 'WEBHOOK_URL', found: 'nothing', allowed: 'https URL ending in /tg/webhook; required with TELEGRAM_MODE=webhook' });
    } else if (new URL(this.webhookUrl).protocol === 'http:' && isTelegramItself(this.apiRoot)) {
      findings.push({ key: 'WEBHOOK_URL', found: JSON.stringify(this.webhookUrl), allowed: 'https; http only with another TELEGRAM_API_ROOT' });
    }
    if (this.webhookSecret === undefined) {
      findings.push({ key: 'WEBHOOK_SECRET', found: 'nothing', allowed: '1..256 of A-Z, a-z, 0-9, _ and -; required with TELEGRAM_MODE=webhook' });
    }
    return findings;
  }
}

function isTelegramItself(apiRoot: string): boolean {
  return new URL(apiRoot).host === new URL(TELEGRAM_API_ROOT).host;
}
