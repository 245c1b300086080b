import { QueueSettings } from '@ownerbot/queues';
import { DatabaseSettings, IngestAddress, loadSettings, ProcessSettings, type Environment, type SettingFinding } from '@ownerbot/runtime';
import { TelegramSettings } from '@ownerbot/telegram';

const classes = { process: ProcessSettings, address: IngestAddress, database: DatabaseSettings, queues: QueueSettings, telegram: TelegramSettings };

export type IngestSettings = ReturnType<typeof loadSettings<typeof classes>>;

/** @throws SettingsError */
export function loadIngestSettings(env: Environment): IngestSettings {
  return loadSettings({ process: 'ingest', classes, env });
}

/** Without these ingest can do nothing; with `PREFLIGHT_FAIL_FAST=0` it starts all the same, to say so in `/health`. */
export function missingSettings({ telegram, queues, database }: IngestSettings): readonly SettingFinding[] {
  const findings: SettingFinding[] = [];
  if (telegram.botToken === undefined) findings.push({ key: 'BOT_TOKEN', found: 'nothing', allowed: 'the token that BotFather gave' });
  if (queues.backend === 'postgres' && database.databaseUrl === undefined) {
    findings.push({ key: 'DATABASE_URL', found: 'nothing', allowed: 'URL with postgres://; needed with QUEUE_BACKEND=postgres' });
  }
  return findings;
}
