import { createHash } from 'node:crypto';
import { VoiceError, type VoiceFailure } from '../errors';
import type { Transcriber, Transcript } from './transcriber';

export interface MockTranscriberOptions {
  /** The answer to every sound that the fixtures do not name. */
  readonly text: string | undefined;
  readonly confidence: number;
  /** SHA-256 in hex of the WAV to `{ text, confidence? }` or `{ fail: { code, reason } }`. */
  readonly fixtures: Readonly<Record<string, MockAnswer>>;
}

export type MockAnswer = { readonly text: string; readonly confidence?: number | null } | { readonly fail: VoiceFailure };

const MODEL = 'mock';

/** Answers without listening: for the demo shop and for tests. */
export function mockTranscriber({ text, confidence, fixtures }: MockTranscriberOptions): Transcriber {
  return {
    provider: 'mock',
    model: MODEL,
    transcribe({ audio, languageHint, signal }): Promise<Transcript> {
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      const answer = fixtures[createHash('sha256').update(audio).digest('hex')] ?? (text === undefined ? undefined : { text, confidence });
      if (answer === undefined) return Promise.reject(new VoiceError({ code: 'BAD_CONFIG', reason: 'asr' }, 'the mock knows no answer to this sound'));
      if ('fail' in answer) return Promise.reject(new VoiceError(answer.fail, 'the mock was told to fail'));
      return Promise.resolve({ text: answer.text, confidence: answer.confidence === undefined ? confidence : answer.confidence, language: languageHint, model: MODEL });
    },
    health: () => Promise.resolve({ ok: true }),
  };
}
