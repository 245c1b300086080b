import { Setting, settingTypes } from '@ownerbot/runtime';

const { decimal, executable, file, integer, oneOf, secret, text, url } = settingTypes;

export const ASR_PROVIDERS = ['off', 'mock', 'openai', 'http'] as const;
export type AsrProvider = (typeof ASR_PROVIDERS)[number];

/** How voice messages become text. */
export class VoiceSettings {
  @Setting({ key: 'ASR_PROVIDER', type: oneOf(ASR_PROVIDERS), readBy: ['worker', 'cli'], default: 'mock', about: 'who transcribes; mock without text or fixtures counts as off' })
  readonly provider: AsrProvider;

  @Setting({ key: 'ASR_HTTP_BASE_URL', type: url({ protocols: ['http:', 'https:'] }), readBy: ['worker', 'cli'], about: 'the transcriber of ASR_PROVIDER=http' })
  readonly httpBaseUrl: string | undefined;

  @Setting({ key: 'ASR_MAX_RETRIES', type: integer({ min: 0, max: 5 }), readBy: ['worker'], default: 2, about: 'repeats inside one run' })
  readonly maxRetries: number;

  @Setting({ key: 'ASR_RETRY_BACKOFF_BASE_SEC', type: decimal({ min: 0.1, max: 5 }), readBy: ['worker'], default: 0.7, about: 'their first delay' })
  readonly retryBackoffBaseSec: number;

  @Setting({ key: 'ASR_DEADLINE_SEC', type: integer({ min: 1, max: 86_400 }), readBy: ['worker'], default: 900, about: 'how long a voice message is kept while the service is away' })
  readonly deadlineSec: number;

  @Setting({ key: 'ASR_HOLD_MAX_SEC', type: integer({ min: 1, max: 600 }), readBy: ['worker'], default: 60, about: 'how long it holds back later updates of its chat' })
  readonly holdMaxSec: number;

  @Setting({ key: 'ASR_CONFIDENCE_THRESHOLD', type: decimal({ min: 0, max: 1 }), readBy: ['worker'], default: 0.75, about: 'below it the words are echoed and asked' })
  readonly confidenceThreshold: number;

  @Setting({ key: 'ASR_PROMPT', type: text({ max: 600 }), readBy: ['worker'], about: 'bias prompt, words that are likely; no data of the shop' })
  readonly prompt: string | undefined;

  @Setting({ key: 'OPENAI_ASR_MODEL', type: text({ max: 100 }), readBy: ['worker'], default: 'gpt-4o-mini-transcribe', about: 'model of ASR_PROVIDER=openai' })
  readonly openaiModel: string;

  @Setting({ key: 'MOCK_ASR_TEXT', type: text({ max: 4_000 }), readBy: ['worker'], about: 'what the mock hears' })
  readonly mockText: string | undefined;

  @Setting({ key: 'MOCK_ASR_CONFIDENCE', type: decimal({ min: 0, max: 1 }), readBy: ['worker'], default: 0.93, about: 'how sure the mock is' })
  readonly mockConfidence: number;

  @Setting({ key: 'MOCK_ASR_FIXTURES', type: file(), readBy: ['worker'], about: "the mock's answers by content hash" })
  readonly mockFixtures: string | undefined;
}

/** What the bot's side of the transcriber and the transcriber itself agree about. */
export class SoundSettings {
  @Setting({ key: 'ASR_HTTP_API_KEY', type: secret(), readBy: ['worker', 'asr'], about: 'X-API-Key of the transcriber, sent and demanded when set' })
  readonly apiKey: string | undefined;

  @Setting({ key: 'ASR_TIMEOUT_SEC', type: integer({ min: 1, max: 300 }), readBy: ['worker', 'asr'], default: 30, about: 'answer of the transcriber' })
  readonly timeoutSec: number;

  @Setting({ key: 'ASR_MAX_SECONDS', type: integer({ min: 1, max: 600 }), readBy: ['worker', 'asr'], default: 180, about: 'longest sound' })
  readonly maxSeconds: number;

  @Setting({ key: 'ASR_MAX_BYTES', type: integer({ min: 1_000, max: 20_000_000 }), readBy: ['worker', 'asr'], default: 20_000_000, about: 'largest file' })
  readonly maxBytes: number;

  @Setting({ key: 'FFMPEG_PATH', type: executable(), readBy: ['worker', 'asr', 'cli'], defaultText: 'ffmpeg-static, then ffmpeg on the PATH', about: 'converter of voice messages' })
  readonly ffmpegPath: string | undefined;
}
