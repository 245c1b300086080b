import { ShopError } from '@ownerbot/shop';
import type { ApplyOutcome, Refusal } from './apply-port';

/** How a call came to nothing, or which status came back. */
export interface FailedSend {
  /** Null: no answer at all. */
  readonly httpStatus: number | null;
  /** SIS's reason of an error body. */
  readonly reason: string | null;
  /** Without an answer: where it failed. */
  readonly errorKind: string | null;
  readonly retryAfterMs?: number | null;
  readonly message?: string;
}

/** No byte of the request has left: name, refusal, route, certificate, connect timeout. */
const NOTHING_LEFT = ['dns', 'refused', 'unreachable', 'tls', 'connect_timeout'];

const CODE_OF_STATUS: Readonly<Record<number, string>> = { 401: 'UPSTREAM_AUTH', 403: 'UPSTREAM_AUTH', 404: 'UPSTREAM_NOT_IMPLEMENTED', 409: 'ACTION_CONFLICT', 422: 'VALIDATION_ERROR' };
/** Reasons that are codes of their own. */
const OWN_CODES = ['PREVIEW_STALE', 'IDEMPOTENCY_MISMATCH'];

/** The error that a reason of SIS is for the owner (SIS API v1, section 3). */
export function refusalOf({ httpStatus, reason, message }: Pick<FailedSend, 'httpStatus' | 'reason' | 'message'>): Refusal {
  const own = OWN_CODES.find((code) => code === reason);
  return { code: own ?? CODE_OF_STATUS[httpStatus ?? 0] ?? 'ACTION_CONFLICT', reason, httpStatus, message: message ?? '' };
}

/** The table of certainty (SIS API v1, 4.2): what is known of an apply that brought no readable success. */
export function certaintyOf(send: FailedSend): Exclude<ApplyOutcome, { outcome: 'executed' }> {
  const { httpStatus, reason, errorKind, retryAfterMs = null } = send;
  if (httpStatus === null) {
    const kind = errorKind ?? 'no_answer';
    return NOTHING_LEFT.includes(kind)
      ? { outcome: 'not_executed', errorKind: kind, httpStatus, retryAfterMs }
      : { outcome: 'uncertain', errorKind: kind, httpStatus };
  }
  if (httpStatus === 429 || (httpStatus === 503 && reason === 'NOT_PROCESSED')) {
    return { outcome: 'not_executed', errorKind: reason ?? `http_${httpStatus}`, httpStatus, retryAfterMs };
  }
  if (httpStatus === 409 && reason === 'OPERATION_IN_PROGRESS') return { outcome: 'in_progress', httpStatus };
  if (CODE_OF_STATUS[httpStatus] !== undefined) return { outcome: 'refused', refusal: refusalOf(send) };
  return { outcome: 'uncertain', errorKind: errorKind ?? `http_${httpStatus}`, httpStatus };
}

/** A refusal of a shop that lies in our own database: nothing was written. Null: something else went wrong. */
export function refusalOfShopError(error: unknown): Refusal | null {
  if (!(error instanceof ShopError) || error.code === 'UPSTREAM_UNAVAILABLE') return null;
  return { code: error.code, reason: error.facts.reason ?? null, httpStatus: null, message: error.message };
}
