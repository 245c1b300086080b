import { createHash } from 'node:crypto';
import type { Transcriber } from './providers/transcriber';

export interface TranscriptKeyFacts {
  readonly transcriber: Pick<Transcriber, 'provider' | 'model'>;
  readonly languageHint: string;
  readonly biasPrompt: string;
}

/** What a stored transcript depends on beside the sound itself: another provider, model, language or prompt hears anew. */
export function transcriptVariant({ transcriber, languageHint, biasPrompt }: TranscriptKeyFacts): string {
  return [transcriber.provider, transcriber.model, languageHint, sha256(biasPrompt).slice(0, 16)].join('/');
}

export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
