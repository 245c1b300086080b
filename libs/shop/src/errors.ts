import { OwnerBotError, StartRefusedError, type Retry } from '@ownerbot/runtime';

/** Codes of the shop port, named as the owner's tools name them; whether asking again can help. */
export const SHOP_ERROR_RETRY = {
  VALIDATION_ERROR: 'never',
  NOT_FOUND: 'never',
  UPSTREAM_NOT_IMPLEMENTED: 'never',
  UPSTREAM_NOT_CONFIGURED: 'never',
  UPSTREAM_UNAVAILABLE: 'backoff',
  UPSTREAM_AUTH: 'never',
  UPSTREAM_CONTRACT: 'never',
  CONFIG_MISMATCH: 'never',
  ACTION_CONFLICT: 'never',
  PREVIEW_STALE: 'never',
  IDEMPOTENCY_MISMATCH: 'never',
  PROVENANCE_MISSING: 'never',
  PROVENANCE_INCOMPLETE: 'never',
  DEMO_NOT_SEEDED: 'never',
} as const satisfies Record<string, Retry>;

export type ShopErrorCode = keyof typeof SHOP_ERROR_RETRY;

/** What is wrong with one value that the shop was asked with. */
export interface RefusedField {
  readonly path: string;
  readonly rule: string;
  readonly allowed: string;
  /** Of an answer: what stood there instead, by its type. */
  readonly found?: string;
}

export interface ShopErrorFacts {
  /** Of a refusal: `OUT_OF_RANGE`, `CURSOR_INVALID` … (SIS API v1, section 3). */
  readonly reason?: string;
  readonly fields?: readonly RefusedField[];
  /** Of a missing setting. */
  readonly key?: string;
  /** Of an entity that does not exist. */
  readonly entity?: string;
  /** The rows that a refusal is about, at most 50. */
  readonly ids?: readonly (number | string)[];
  /** Of an answer of another system: its HTTP status. These facts become the `details` of a tool response, hence their spelling. */
  readonly http_status?: number;
  /** Of a failed exchange: `refused`, `read_timeout`, `too_large` … */
  readonly failure?: string;
  /** The other system asked to be left alone for so long. */
  readonly retry_after_ms?: number;
  /** The other system's own words, at most 500 characters: for audit, never shown. */
  readonly upstream_message?: string;
}

/** The shop did not answer a question; `code` and `facts` say why. Messages hold no customer data. */
export class ShopError extends OwnerBotError {
  declare readonly code: ShopErrorCode;

  constructor(
    code: ShopErrorCode,
    message: string,
    readonly facts: ShopErrorFacts = {},
    cause?: unknown,
  ) {
    const { retry_after_ms: retryAfterMs } = facts;
    const retry: Retry = SHOP_ERROR_RETRY[code] === 'backoff' && retryAfterMs !== undefined ? { afterMs: retryAfterMs } : SHOP_ERROR_RETRY[code];
    super(code, { message, retry, fields: { ...facts }, cause });
  }
}

export function refuse(path: string, rule: string, allowed: string): ShopError {
  return new ShopError('VALIDATION_ERROR', `${path}: ${rule}, allowed: ${allowed}`, {
    reason: rule === 'cursor' ? 'CURSOR_INVALID' : 'OUT_OF_RANGE',
    fields: [{ path, rule, allowed }],
  });
}

/** The address of SIS cannot be used. Code `SIS_BASE_URL_INVALID`; the start stops. */
export class SisConfigError extends OwnerBotError {
  constructor(readonly allowed: string) {
    super('SIS_BASE_URL_INVALID', { message: `SIS_BASE_URL; allowed: ${allowed}`, fields: { key: 'SIS_BASE_URL', allowed } });
  }
}

export type SisDatabaseRefusal = 'SIS_DB_ROLE_CAN_WRITE' | 'SIS_DB_DRIFT';

/** The database of SIS must not be used, or cannot be, as it stands; each finding says what to mend. The start stops. */
export class SisDatabaseError extends StartRefusedError {
  declare readonly code: SisDatabaseRefusal;

  constructor(code: SisDatabaseRefusal, findings: readonly string[]) {
    super(code, findings.map((one) => `SIS_DATABASE_URL: ${code}: ${one}`));
  }
}

export type DemoShopErrorCode = 'DEMO_COMMAND_REFUSED' | 'DEMO_SEED_DIFFERS';

/** A command of the demo shop was refused; the message says what to do. */
export class DemoShopError extends OwnerBotError {
  declare readonly code: DemoShopErrorCode;

  constructor(code: DemoShopErrorCode, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(code, { message, fields });
  }
}
