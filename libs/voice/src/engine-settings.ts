import { Setting, settingTypes } from '@ownerbot/runtime';

/** Where the local engine of the transcriber finds its model. */
export class EngineSettings {
  @Setting({ key: 'ASR_MODEL_DIR', type: settingTypes.text({ max: 4_096, form: 'folder' }), readBy: ['asr'], about: 'model of the local engine; without it /transcribe answers 503' })
  readonly modelDir: string | undefined;
}
