import { OwnerBotError } from '@ownerbot/runtime';
import type { Usage } from './providers/provider';

/** Why a text has no plan. Only operators read it: the owner gets help with suggestions. */
export type PlannerFailure =
  /** No answer, too many requests, a fault of the service, or the time was up. */
  | { readonly code: 'UPSTREAM_UNAVAILABLE'; readonly reason: 'llm' }
  /** The service refuses the key, the model, the address or the request itself: the provider counts as broken until they change. */
  | { readonly code: 'BAD_CONFIG'; readonly reason: 'llm' }
  /** It answered something that is no plan. */
  | { readonly code: 'PLAN_FAILED'; readonly reason: PlanFailedReason };

export const PLAN_FAILED_REASONS = ['incomplete', 'failed', 'empty', 'garbage', 'invalid', 'too_large'] as const;
export type PlanFailedReason = (typeof PLAN_FAILED_REASONS)[number];

/** All of them are final: the one repetition is inside the call. */
const RETRIES = {
  UPSTREAM_UNAVAILABLE: 'never',
  BAD_CONFIG: 'never',
  PLAN_FAILED: 'never',
} as const;

export type PlannerErrorCode = keyof typeof RETRIES;

/** A plan that did not come about. The message holds no words of the owner, of the model or of the service, and no key. */
export class PlannerError extends OwnerBotError {
  declare readonly code: PlannerErrorCode;

  constructor(
    readonly failure: PlannerFailure,
    message: string,
    /** What the service asked to wait, where it did. */
    readonly retryAfterMs: number | null = null,
    /** What the failed answer cost, where it says so: it counts against the budget. */
    readonly usage: Usage | null = null,
  ) {
    super(failure.code, { message, retry: RETRIES[failure.code], fields: { reason: failure.reason } });
  }
}

export const noAnswer = (message: string, retryAfterMs: number | null = null): PlannerError => new PlannerError({ code: 'UPSTREAM_UNAVAILABLE', reason: 'llm' }, message, retryAfterMs);

export const brokenProvider = (message: string): PlannerError => new PlannerError({ code: 'BAD_CONFIG', reason: 'llm' }, message);

export const noPlan = (reason: PlanFailedReason, message: string, usage: Usage | null = null): PlannerError => new PlannerError({ code: 'PLAN_FAILED', reason }, message, null, usage);
