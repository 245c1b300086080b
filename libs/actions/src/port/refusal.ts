import { ShopError } from '@ownerbot/shop';

/** A refusal: which error it is for the owner, and what SIS said. */
export interface Refusal {
  /** Of the tools' codes, e.g. `ACTION_CONFLICT`. */
  readonly code: string;
  /** SIS's own reason, e.g. `JOB_RUNNING`. */
  readonly reason: string | null;
  readonly httpStatus: number | null;
  /** For audit and operators, never shown. */
  readonly message: string;
}

const CODE_OF_STATUS: Readonly<Record<number, string>> = { 401: 'UPSTREAM_AUTH', 403: 'UPSTREAM_AUTH', 404: 'UPSTREAM_NOT_IMPLEMENTED', 422: 'VALIDATION_ERROR' };
/** Reasons that are codes of their own. */
const OWN_CODES = ['PREVIEW_STALE', 'IDEMPOTENCY_MISMATCH'];

/** A refusal that SIS keeps under our key (SIS API v1, sections 3 and 11.2). */
export function storedRefusal({ httpStatus, reason, message }: Omit<Refusal, 'code'>): Refusal {
  const own = OWN_CODES.find((code) => code === reason);
  return { code: own ?? CODE_OF_STATUS[httpStatus ?? 0] ?? 'ACTION_CONFLICT', reason, httpStatus, message };
}

/** A refusal that came as an answer. */
export function refusalOf(error: ShopError, httpStatus: number | null): Refusal {
  return { code: error.code, reason: error.facts.reason ?? null, httpStatus, message: error.facts.upstream_message ?? error.message };
}

/** A refusal of a shop that lies in our own database: nothing was written. Null: something else went wrong. */
export function ownRefusal(error: unknown): Refusal | null {
  return error instanceof ShopError && error.retry === 'never' ? refusalOf(error, null) : null;
}
