import { Setting } from './setting';
import { secret, url } from './types';

/** The account of whoever transcribes or plans elsewhere: both may use one, so neither library owns it. */
export class OpenaiSettings {
  @Setting({ key: 'OPENAI_API_KEY', type: secret(), readBy: ['worker'], about: 'needed with ASR_PROVIDER=openai and with LLM_PROVIDER=OPENAI' })
  readonly apiKey: string | undefined;

  @Setting({ key: 'OPENAI_BASE_URL', type: url({ protocols: ['http:', 'https:'], originOnly: true }), readBy: ['worker'], default: 'https://api.openai.com', about: 'origin of its API' })
  readonly baseUrl: string;
}
