import { refused, VoiceError } from '../errors';
import type { FormAnswer } from './post-form';

/** The body of a 200 as an object with a text; everything else as the failure that it means. @throws VoiceError */
export function textAnswer({ status, body, retryAfterMs }: FormAnswer): Readonly<Record<string, unknown>> & { readonly text: string } {
  if (status === 200) {
    if (typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string') return { ...body, text: body.text };
    throw refused('internal', 'the recogniser answered something that is no transcript');
  }
  if (status === 429 || status >= 500) throw new VoiceError({ code: 'UPSTREAM_UNAVAILABLE', reason: 'asr' }, `the recogniser answered ${status}`, retryAfterMs);
  if (status === 413) throw refused('too_large', 'the recogniser takes no sound of this size');
  if (status === 400 || status === 422) throw refused('unsupported', `the recogniser cannot read the sound (${status})`);
  // A key that is refused, a model or an address that does not exist: waiting will not help.
  throw new VoiceError({ code: 'BAD_CONFIG', reason: 'asr' }, `the recogniser answered ${status}`);
}

export function textOr(value: unknown, otherwise: string): string;
export function textOr(value: unknown, otherwise: null): string | null;
export function textOr(value: unknown, otherwise: string | null): string | null {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** A number of 0..1; anything else tells nothing. */
export function confidenceOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}
