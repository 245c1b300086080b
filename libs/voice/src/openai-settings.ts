import { Setting, settingTypes } from '@ownerbot/runtime';

/** The account of whoever transcribes or plans elsewhere. */
export class OpenaiSettings {
  @Setting({ key: 'OPENAI_API_KEY', type: settingTypes.secret(), readBy: ['worker'], about: 'needed with ASR_PROVIDER=openai' })
  readonly apiKey: string | undefined;

  @Setting({ key: 'OPENAI_BASE_URL', type: settingTypes.url({ protocols: ['http:', 'https:'], originOnly: true }), readBy: ['worker'], default: 'https://api.openai.com', about: 'origin of its API' })
  readonly baseUrl: string;
}
