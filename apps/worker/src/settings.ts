import { AccessSettings, TeamSettings } from '@ownerbot/access';
import { ActionSettings, type SealKeys } from '@ownerbot/actions';
import { ConversationSettings } from '@ownerbot/conversation';
import { DiagnosticsSettings } from '@ownerbot/owner';
import { NotifySettingsOfWorker } from '@ownerbot/notifications';
import { LlmSettings } from '@ownerbot/planner';
import { QueueSettings } from '@ownerbot/queues';
import { RenderSettings } from '@ownerbot/reports';
import { DatabaseSettings, loadSettings, OpenaiSettings, ProcessSettings, SettingsError, WorkerAddress, type Environment, type SettingFinding } from '@ownerbot/runtime';
import { ShopSettings } from '@ownerbot/shop';
import { RetentionSettings } from '@ownerbot/storage';
import { TelegramSettings } from '@ownerbot/telegram';
import { SoundSettings, VoiceSettings } from '@ownerbot/voice';

const classes = {
  process: ProcessSettings,
  address: WorkerAddress,
  database: DatabaseSettings,
  queues: QueueSettings,
  telegram: TelegramSettings,
  access: AccessSettings,
  team: TeamSettings,
  conversation: ConversationSettings,
  shop: ShopSettings,
  actions: ActionSettings,
  diagnostics: DiagnosticsSettings,
  retention: RetentionSettings,
  voice: VoiceSettings,
  sound: SoundSettings,
  openai: OpenaiSettings,
  render: RenderSettings,
  notify: NotifySettingsOfWorker,
  llm: LlmSettings,
};

export type WorkerSettings = ReturnType<typeof loadSettings<typeof classes>>;

/** @throws SettingsError; without a key for proposals always, for none of them could be trusted */
export function loadWorkerSettings(env: Environment): WorkerSettings {
  const loaded = loadSettings({ process: 'worker', classes, env });
  if (loaded.actions.hmacKey === undefined) throw new SettingsError([...missingSettings(loaded), NO_KEY]);
  return loaded;
}

const NO_KEY: SettingFinding = { key: 'PROPOSAL_HMAC_KEY', found: 'nothing', allowed: 'at least 32 bytes' };

export function sealKeysOf({ actions }: WorkerSettings): SealKeys {
  if (actions.hmacKey === undefined) throw new SettingsError([NO_KEY]);
  return { current: actions.hmacKey, previous: actions.previousHmacKey };
}

/** Without these the worker can do nothing; with `PREFLIGHT_FAIL_FAST=0` it starts all the same, to say so in `/health`. */
export function missingSettings({ database }: WorkerSettings): readonly SettingFinding[] {
  return database.databaseUrl === undefined ? [{ key: 'DATABASE_URL', found: 'nothing', allowed: 'URL with postgres://' }] : [];
}
