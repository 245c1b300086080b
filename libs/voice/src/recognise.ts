import { setTimeout as sleep } from 'node:timers/promises';
import { isSuspect } from './confidence/is-suspect';
import { refused, VoiceError } from './errors';
import type { Transcriber, Transcript, TranscribeRequest } from './providers/transcriber';
import { toWav } from './sound/to-wav';
import type { SoundSettings, VoiceSettings } from './voice-settings';

export interface RecogniseParts {
  readonly transcriber: Transcriber;
  readonly ffmpeg: string;
  readonly settings: Pick<SoundSettings, 'maxSeconds'> & Pick<VoiceSettings, 'maxRetries' | 'retryBackoffBaseSec'>;
  /** 0..1, for the jitter of repeats. */
  readonly random: () => number;
}

export interface Recognised extends Transcript {
  readonly seconds: number;
  /** It looks invented: its confidence is 0, and it is kept nowhere. */
  readonly isSuspect: boolean;
}

/** No repeat inside a run begins later than this after its first attempt. */
const LAST_REPEAT_MS = 10_000;

/** Bytes of any sound to its words. @throws VoiceError; the signal's reason */
export async function recognise(bytes: Buffer, request: Omit<TranscribeRequest, 'audio' | 'mime' | 'durationSec'>, parts: RecogniseParts): Promise<Recognised> {
  const { signal, biasPrompt } = request;
  const wav = await toWav(bytes, { ffmpeg: parts.ffmpeg, maxSeconds: parts.settings.maxSeconds, signal });
  signal.throwIfAborted();
  const transcript = await repeated(() => parts.transcriber.transcribe({ ...request, audio: wav.bytes, mime: 'audio/wav', durationSec: wav.seconds }), parts, signal);
  const text = transcript.text.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) throw refused('empty', 'nothing was heard');
  const suspect = isSuspect(text, { seconds: wav.seconds, biasPrompt });
  return { ...transcript, text, confidence: suspect ? 0 : transcript.confidence, seconds: wav.seconds, isSuspect: suspect };
}

/** Short breaks of the service are bridged within the run; longer ones are the queue's. */
async function repeated(attempt: () => Promise<Transcript>, { settings, random }: RecogniseParts, signal: AbortSignal): Promise<Transcript> {
  const started = performance.now();
  for (let repeat = 0; ; repeat += 1) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof VoiceError) || error.code !== 'UPSTREAM_UNAVAILABLE' || repeat >= settings.maxRetries) throw error;
      const waitMs = Math.max(error.retryAfterMs ?? 0, settings.retryBackoffBaseSec * 1_000 * 2 ** repeat * (0.5 + random()));
      if (performance.now() - started + waitMs > LAST_REPEAT_MS) throw error;
      await sleep(waitMs, undefined, { signal });
    }
  }
}
