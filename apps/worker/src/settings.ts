import { AccessSettings } from '@ownerbot/access';
import { ConversationSettings } from '@ownerbot/conversation';
import { QueueSettings } from '@ownerbot/queues';
import { DatabaseSettings, loadSettings, ProcessSettings, WorkerAddress, type Environment, type SettingFinding } from '@ownerbot/runtime';
import { ShopSettings } from '@ownerbot/shop';
import { TelegramSettings } from '@ownerbot/telegram';

const classes = {
  process: ProcessSettings,
  address: WorkerAddress,
  database: DatabaseSettings,
  queues: QueueSettings,
  telegram: TelegramSettings,
  access: AccessSettings,
  conversation: ConversationSettings,
  shop: ShopSettings,
};

export type WorkerSettings = ReturnType<typeof loadSettings<typeof classes>>;

/** @throws SettingsError */
export function loadWorkerSettings(env: Environment): WorkerSettings {
  return loadSettings({ process: 'worker', classes, env });
}

/** Without these the worker can do nothing; with `PREFLIGHT_FAIL_FAST=0` it starts all the same, to say so in `/health`. */
export function missingSettings({ database }: WorkerSettings): readonly SettingFinding[] {
  return database.databaseUrl === undefined ? [{ key: 'DATABASE_URL', found: 'nothing', allowed: 'URL with postgres://' }] : [];
}
