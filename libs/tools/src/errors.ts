import { OwnerBotError } from '@ownerbot/runtime';
import type { ErrorDetails, FieldProblem } from './contract/error-details';

export interface ToolErrorSpec {
  readonly retryable: boolean;
  /** Of its audit event: `error` calls an operator or counts as trouble, `warning` is an ordinary refusal. */
  readonly severity: 'warning' | 'error';
  /** The code that the owner is shown instead: our own defects are all `INTERNAL`. */
  readonly shownAs?: 'INTERNAL';
}

/** Every code that a response may carry today; a code joins with the code that raises it. */
export const TOOL_ERRORS = {
  VALIDATION_ERROR: { retryable: false, severity: 'warning' },
  NOT_IMPLEMENTED: { retryable: false, severity: 'warning' },
  NOT_FOUND: { retryable: false, severity: 'warning' },
  ACTION_TOOL_NOT_ALLOWED: { retryable: false, severity: 'warning' },
  REPORT_ONLY_ENFORCED: { retryable: false, severity: 'warning' },
  ACTOR_REQUIRED: { retryable: false, severity: 'warning' },
  UPSTREAM_NOT_IMPLEMENTED: { retryable: false, severity: 'warning' },
  UPSTREAM_NOT_CONFIGURED: { retryable: false, severity: 'error' },
  UPSTREAM_UNAVAILABLE: { retryable: true, severity: 'error' },
  UPSTREAM_AUTH: { retryable: false, severity: 'error' },
  UPSTREAM_CONTRACT: { retryable: false, severity: 'error' },
  CONFIG_MISMATCH: { retryable: false, severity: 'error' },
  ACTION_CONFLICT: { retryable: false, severity: 'warning' },
  SCOPE_REQUIRED: { retryable: false, severity: 'warning' },
  PLAN_BLOCKED: { retryable: false, severity: 'warning' },
  PLAN_NOT_FOUND: { retryable: false, severity: 'warning' },
  CONFIG_MISSING: { retryable: false, severity: 'warning' },
  PREVIEW_STALE: { retryable: false, severity: 'warning' },
  IDEMPOTENCY_MISMATCH: { retryable: false, severity: 'error' },
  DEMO_NOT_SEEDED: { retryable: false, severity: 'error' },
  PROVENANCE_MISSING: { retryable: false, severity: 'error' },
  PROVENANCE_INCOMPLETE: { retryable: false, severity: 'error' },
  TOOL_TIMEOUT: { retryable: true, severity: 'error' },
  TOOL_EXECUTION_FAILED: { retryable: false, severity: 'error', shownAs: 'INTERNAL' },
  TOOL_CONTRACT_BROKEN: { retryable: false, severity: 'error', shownAs: 'INTERNAL' },
} as const satisfies Record<string, ToolErrorSpec>;

export type ToolErrorCode = keyof typeof TOOL_ERRORS;

export function isToolErrorCode(code: string): code is ToolErrorCode {
  return Object.hasOwn(TOOL_ERRORS, code);
}

/** A request that ends with an error response. `details` go into the response; they hold no values of the payload. */
export class ToolError extends OwnerBotError {
  declare readonly code: ToolErrorCode;

  constructor(
    code: ToolErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    cause?: unknown,
  ) {
    super(code, { message, retry: TOOL_ERRORS[code].retryable ? 'backoff' : 'never', fields: { ...details }, cause });
  }
}

export function validationError(fields: readonly FieldProblem[], reason?: string): ToolError {
  const text = fields.map((field) => `${field.path}: ${field.rule}`).join(', ');
  return new ToolError('VALIDATION_ERROR', `refused: ${text}`, { fields, ...(reason === undefined ? {} : { reason }) });
}

/** The registry cannot be built; every finding is named. The start stops. */
export class ToolRegistryError extends OwnerBotError {
  constructor(readonly findings: readonly string[]) {
    super('TOOL_REGISTRY_INVALID', { message: findings.join('\n'), fields: { findings } });
  }
}
