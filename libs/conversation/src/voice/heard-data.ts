import type { VoiceFailure } from '@ownerbot/voice';

/** What a transcription says at its end, in the data of the event `heard`. JSON. */
export interface HeardData {
  /** The effect that heard it. */
  readonly effectId: string;
  /** The voice message. */
  readonly messageId: string | null;
  readonly caption: string | null;
  /** Somebody else said it. */
  readonly isForwarded: boolean;
  /** The effect whose message says that it is being heard, where there is one. */
  readonly said: string | null;
  /** Its words are asked before they run, whatever the confidence. */
  readonly isLate: boolean;
  /** A transcription that an operator repeated: nobody waits for it, and it counts all the same. */
  readonly isReplay: boolean;
  readonly end: HeardEnd;
}

export type HeardEnd = { readonly type: 'words'; readonly text: string; readonly confidence: number | null } | { readonly type: 'failure'; readonly failure: VoiceFailure };

const REASONS: Readonly<Record<VoiceFailure['code'], readonly string[]>> = {
  ASR_FAILED: ['too_long', 'too_large', 'unsupported', 'empty', 'internal'],
  UPSTREAM_UNAVAILABLE: ['asr', 'telegram_file'],
  BAD_CONFIG: ['asr'],
};

/** Null: this is no end of a transcription. */
export function readHeard(data: Readonly<Record<string, unknown>>): HeardData | null {
  const { effectId, messageId, caption, isForwarded, said, isLate, isReplay, end } = data;
  const read = readEnd(end);
  if (typeof effectId !== 'string' || read === null) return null;
  return { effectId, messageId: textOf(messageId), caption: textOf(caption), isForwarded: isForwarded === true, said: textOf(said), isLate: isLate === true, isReplay: isReplay === true, end: read };
}

function readEnd(value: unknown): HeardEnd | null {
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  if (value.type === 'words') {
    if (!('text' in value) || typeof value.text !== 'string') return null;
    return { type: 'words', text: value.text, confidence: 'confidence' in value && typeof value.confidence === 'number' ? value.confidence : null };
  }
  return value.type === 'failure' && 'failure' in value && isFailure(value.failure) ? { type: 'failure', failure: value.failure } : null;
}

function isFailure(value: unknown): value is VoiceFailure {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('reason' in value)) return false;
  const { code, reason } = value;
  return typeof code === 'string' && typeof reason === 'string' && Object.hasOwn(REASONS, code) && REASONS[code as VoiceFailure['code']].includes(reason);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
