import { SoundSettings } from '@ownerbot/voice';
import { AsrAddress, loadSettings, ProcessSettings, Setting, settingTypes, type Environment } from '@ownerbot/runtime';

/** Where the local engine finds its model. */
export class EngineSettings {
  @Setting({ key: 'ASR_MODEL_DIR', type: settingTypes.text({ max: 4_096, form: 'folder' }), readBy: ['asr'], about: 'model of the local engine; without it /transcribe answers 503' })
  readonly modelDir: string | undefined;
}

const classes = { process: ProcessSettings, address: AsrAddress, engine: EngineSettings, sound: SoundSettings };

export type AsrSettings = ReturnType<typeof loadSettings<typeof classes>>;

/** @throws SettingsError */
export function loadAsrSettings(env: Environment): AsrSettings {
  return loadSettings({ process: 'asr', classes, env });
}
