import { AsrAddress, loadSettings, ProcessSettings, type Environment } from '@ownerbot/runtime';
import { EngineSettings, SoundSettings } from '@ownerbot/voice';

const classes = { process: ProcessSettings, address: AsrAddress, engine: EngineSettings, sound: SoundSettings };

export type AsrSettings = ReturnType<typeof loadSettings<typeof classes>>;

/** @throws SettingsError */
export function loadAsrSettings(env: Environment): AsrSettings {
  return loadSettings({ process: 'asr', classes, env });
}
