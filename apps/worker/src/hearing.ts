import type { Hearing, VoiceRules } from '@ownerbot/conversation';
import type { Logger } from '@ownerbot/runtime';
import { createTelegram } from '@ownerbot/telegram';
import { createTranscriber, fetchSound, findFfmpeg, recognise, transcriptVariant, type Transcriber } from '@ownerbot/voice';
import type { WorkerSettings } from './settings';

export interface HearingParts {
  readonly rules: VoiceRules;
  /** Null: voice is off. */
  readonly hearing: Hearing | null;
  readonly transcriber: Transcriber | null;
}

/** Telegram's files are fetched in one piece, so their limit is that of the download and not of a call. */
const CALL_LIMIT_MS = 30_000;

/** What this worker needs to hear; off, with a word in the log, where something of it is missing. @throws StartRefusedError */
export function hearingOf(settings: WorkerSettings, { log, searchPath }: { readonly log: Logger; readonly searchPath: string | undefined }): HearingParts {
  const { voice, sound, openai, telegram: { botToken, apiRoot } } = settings;
  const transcriber = createTranscriber({ settings: voice, sound, openai: { baseUrl: openai.baseUrl, apiKey: openai.apiKey } });
  const ffmpeg = findFfmpeg(sound.ffmpegPath, searchPath);
  const rules: VoiceRules = {
    isOn: transcriber !== null && ffmpeg !== null && botToken !== undefined,
    maxSeconds: sound.maxSeconds,
    maxBytes: sound.maxBytes,
    confidenceThreshold: voice.confidenceThreshold,
    deadlineSec: voice.deadlineSec,
  };
  if (transcriber === null || ffmpeg === null || botToken === undefined) {
    const missing = transcriber === null ? 'ASR_PROVIDER' : ffmpeg === null ? 'FFMPEG_PATH' : 'BOT_TOKEN';
    log.info('voice_off', { provider: voice.provider, missing });
    return { rules, hearing: null, transcriber };
  }
  const telegram = createTelegram({ token: botToken, apiRoot, timeoutMs: CALL_LIMIT_MS });
  const biasPrompt = voice.prompt ?? '';
  return {
    rules,
    transcriber,
    hearing: {
      provider: transcriber.provider,
      variant: (locale) => transcriptVariant({ transcriber, languageHint: locale, biasPrompt }),
      fetch: (one, signal) => fetchSound(one, { telegram, maxBytes: sound.maxBytes, signal }),
      recognise: (bytes, { locale, correlationId, signal }) =>
        recognise(
          bytes,
          { languageHint: locale, biasPrompt, correlationId, signal },
          { transcriber, ffmpeg, settings: { maxSeconds: sound.maxSeconds, maxRetries: voice.maxRetries, retryBackoffBaseSec: voice.retryBackoffBaseSec }, random: Math.random },
        ),
    },
  };
}
