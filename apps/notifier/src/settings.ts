import { QueueSettings } from '@ownerbot/queues';
import { DatabaseSettings, loadSettings, NotifierAddress, ProcessSettings, type Environment, type SettingFinding } from '@ownerbot/runtime';
import { TelegramSettings } from '@ownerbot/telegram';

const classes = { process: ProcessSettings, address: NotifierAddress, database: DatabaseSettings, queues: QueueSettings, telegram: TelegramSettings };

export type NotifierSettings = ReturnType<typeof loadSettings<typeof classes>>;

/** @throws SettingsError */
export function loadNotifierSettings(env: Environment): NotifierSettings {
  return loadSettings({ process: 'notifier', classes, env });
}

/** Without these the notifier can do nothing; with `PREFLIGHT_FAIL_FAST=0` it starts all the same, to say so in `/health`. */
export function missingSettings({ telegram, database }: NotifierSettings): readonly SettingFinding[] {
  const findings: SettingFinding[] = [];
  if (telegram.botToken === undefined) findings.push({ key: 'BOT_TOKEN', found: 'nothing', allowed: 'the token that BotFather gave' });
  if (database.databaseUrl === undefined) findings.push({ key: 'DATABASE_URL', found: 'nothing', allowed: 'URL with postgres://' });
  return findings;
}
