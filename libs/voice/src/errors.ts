import { OwnerBotError, type Retry } from '@ownerbot/runtime';

/** Why a voice message has no transcript. Words for the owner are chosen by code and reason. */
export type VoiceFailure =
  | { readonly code: 'ASR_FAILED'; readonly reason: 'too_long' | 'too_large' | 'unsupported' | 'empty' | 'internal' }
  | { readonly code: 'UPSTREAM_UNAVAILABLE'; readonly reason: 'asr' | 'telegram_file' }
  | { readonly code: 'BAD_CONFIG'; readonly reason: 'asr' };

const RETRIES = {
  ASR_FAILED: 'never',
  UPSTREAM_UNAVAILABLE: 'backoff',
  BAD_CONFIG: 'never',
} as const satisfies Record<VoiceFailure['code'], Retry>;

export type VoiceErrorCode = keyof typeof RETRIES;

/** A voice request that ends, or must be tried again: `UPSTREAM_UNAVAILABLE` is kept, `internal` gets one more attempt, all else is final. */
export class VoiceError extends OwnerBotError {
  declare readonly code: VoiceErrorCode;

  constructor(
    readonly failure: VoiceFailure,
    message: string,
    /** What the service asked to wait, where it did. */
    readonly retryAfterMs: number | null = null,
    cause?: unknown,
  ) {
    super(failure.code, { message, retry: RETRIES[failure.code], fields: { reason: failure.reason }, cause });
  }
}

export const refused = (reason: Extract<VoiceFailure, { code: 'ASR_FAILED' }>['reason'], message: string): VoiceError => new VoiceError({ code: 'ASR_FAILED', reason }, message);
