import { AccessSettings, TeamSettings } from '@ownerbot/access';
import { ActionSettings } from '@ownerbot/actions';
import { ConversationSettings } from '@ownerbot/conversation';
import { NotifySettingsOfWorker } from '@ownerbot/notifications';
import { OperatorSettings } from '@ownerbot/operations';
import { QueueSettings } from '@ownerbot/queues';
import { RenderSettings } from '@ownerbot/reports';
import { AsrAddress, ConsoleAddress, IngestAddress, keysOf, type loadSettings, NotifierAddress, OpenaiSettings, ProcessSettings, SandboxAddress, SimAddress, SimControlAddress, WorkerAddress, type SettingsClass } from '@ownerbot/runtime';
import { DiagnosticsSettings } from '@ownerbot/owner';
import { LlmSettings } from '@ownerbot/planner';
import { DemoSettings, ShopSettings, SimSettings } from '@ownerbot/shop';
import { FirstTenantSettings, RetentionSettings, StorageSettings } from '@ownerbot/storage';
import { TelegramSettings } from '@ownerbot/telegram';
import { EngineSettings, SoundSettings, VoiceSettings } from '@ownerbot/voice';

/** What `ownerbot up` must know before it can fill in the rest: where data lives and which addresses are wanted. */
export const placeSettings = {
  process: ProcessSettings,
  ingestAddress: IngestAddress,
  workerAddress: WorkerAddress,
  notifierAddress: NotifierAddress,
  consoleAddress: ConsoleAddress,
  asrAddress: AsrAddress,
  sandboxAddress: SandboxAddress,
  simAddress: SimAddress,
  simControlAddress: SimControlAddress,
};

/** Every settings class there is. `ENV.example` and `docs/settings.md` are written from it, and tests compare them with it. */
export const allSettings = {
  ...placeSettings,
  store: StorageSettings,
  retention: RetentionSettings,
  queues: QueueSettings,
  telegram: TelegramSettings,
  access: AccessSettings,
  team: TeamSettings,
  conversation: ConversationSettings,
  shop: ShopSettings,
  actions: ActionSettings,
  operators: OperatorSettings,
  diagnostics: DiagnosticsSettings,
  voice: VoiceSettings,
  sound: SoundSettings,
  engine: EngineSettings,
  openai: OpenaiSettings,
  render: RenderSettings,
  notify: NotifySettingsOfWorker,
  llm: LlmSettings,
  demo: DemoSettings,
  sim: SimSettings,
  firstTenant: FirstTenantSettings,
};

export type AllSettings = ReturnType<typeof loadSettings<typeof allSettings>>;

export function classesOf(group: Readonly<Record<string, SettingsClass>>): readonly SettingsClass[] {
  return Object.values(group);
}

/** Every key that a process may find in its environment, with the `_FILE` keys of secrets. */
export const knownKeys: readonly string[] = classesOf(allSettings).flatMap(keysOf);
