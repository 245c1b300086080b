import { OwnerBotError } from '@ownerbot/runtime';
import { ShopError, type RefusedField } from '../errors';

/** Why the shop refuses an action, and with which HTTP status (SIS API v1, section 3). Nothing is changed by a refused action. */
export const REFUSAL_STATUS = {
  VALIDATION: 422,
  OUT_OF_RANGE: 422,
  SCOPE_REQUIRED: 422,
  SCOPE_AMBIGUOUS: 422,
  UNKNOWN_IDS: 422,
  COUPON_NOT_FOUND: 422,
  ORDER_NOT_FOUND: 422,
  RATE_SET_UNKNOWN: 422,
  RATE_MISSING: 422,
  CURRENCY_MISMATCH: 422,
  PRICE_NOT_POSITIVE: 422,
  ACTOR_MISMATCH: 422,
  CURSOR_INVALID: 422,
  FORCE_REQUIRED: 409,
  ROLLBACK_IMPOSSIBLE: 409,
  JOB_RUNNING: 409,
  COUPON_EXISTS: 409,
  APPLY_EXPIRED: 409,
  PREVIEW_STALE: 409,
} as const satisfies Record<string, 409 | 422>;
export type RefusalCode = keyof typeof REFUSAL_STATUS;

export interface RefusalFacts {
  readonly fields?: readonly RefusedField[];
  /** The rows it is about, at most 50. */
  readonly ids?: readonly (number | string)[];
}

export class ShopRefusal extends OwnerBotError {
  declare readonly code: RefusalCode;
  readonly status: 409 | 422;

  constructor(
    code: RefusalCode,
    message: string,
    readonly facts: RefusalFacts = {},
  ) {
    super(code, { message, fields: { ...facts } });
    this.status = REFUSAL_STATUS[code];
  }
}

/** A value that an action was asked with does not fit. */
export function refusedField(code: 'VALIDATION' | 'OUT_OF_RANGE', path: string, rule: string, allowed: string): ShopRefusal {
  return new ShopRefusal(code, `${path}: ${rule}, allowed: ${allowed}`, { fields: [{ path, rule, allowed }] });
}

/** The refusal as the port rejects with it; the same code from every adapter. */
export function errorOfRefusal({ code, message, facts }: ShopRefusal): ShopError {
  if (code === 'PREVIEW_STALE') return new ShopError('PREVIEW_STALE', message, { reason: code });
  return new ShopError(REFUSAL_STATUS[code] === 409 ? 'ACTION_CONFLICT' : 'VALIDATION_ERROR', message, { reason: code, ...facts });
}

export function stale(): ShopRefusal {
  return new ShopRefusal('PREVIEW_STALE', 'the shop changed since the preview');
}
