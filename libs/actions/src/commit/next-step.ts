import type { CommitAttempt, Proposal } from '@ownerbot/storage';
import { MAX_RESENDS_UNCERTAIN, MAX_SENDS_NOT_EXECUTED, NEVER_RECEIVED_AFTER_MS, IN_PROGRESS_POLL_MS } from './schedule';

/** What SIS promises, as it last told. Null: it could not be asked. */
export interface ShopFlags {
  readonly idempotentApplies: boolean;
  readonly enquiry: boolean;
}

/** What the enquiry says of our key. `unreachable`: it could not be asked. */
export type Enquiry = 'committed' | 'rejected' | 'executing' | 'never_received' | 'not_offered' | 'mismatch' | 'unreachable';

export interface StepFacts {
  readonly state: Extract<Proposal['state'], 'executing' | 'unknown'>;
  readonly now: Date;
  readonly notAfter: Date;
  /** All closed: what was `sent` without an end counts as uncertain. */
  readonly attempts: readonly Pick<CommitAttempt, 'outcome' | 'errorKind'>[];
  readonly flags: ShopFlags | null;
  /** Null: not asked yet. */
  readonly enquiry: Enquiry | null;
}

/** What a commit at a shop elsewhere does next. `rule`: for the audit. */
export type Step =
  | { readonly type: 'send' }
  | { readonly type: 'enquire' }
  /** Every send is certain not to have run, and none may follow. */
  | { readonly type: 'fail'; readonly code: 'UPSTREAM_UNAVAILABLE' | 'NOT_EXECUTED'; readonly rule: string | null }
  | { readonly type: 'commit'; readonly rule: 'R3' }
  | { readonly type: 'reject'; readonly rule: 'R3' }
  /** Ask again in so much time. */
  | { readonly type: 'poll'; readonly afterMs: number }
  | { readonly type: 'unknown' };

/** Ends of a send after which sending again would be wrong or useless before SIS was asked. */
const ASK_FIRST = ['crashed', 'OPERATION_IN_PROGRESS', 'IDEMPOTENCY_MISMATCH'];

/** Pure: the same facts give the same step. */
export function nextStep(facts: StepFacts): Step {
  const uncertain = facts.attempts.findIndex((one) => one.outcome === 'uncertain');
  if (uncertain < 0) return beforeAnyDoubt(facts);
  const { enquiry, flags, state } = facts;
  if (flags === null) return { type: 'unknown' };
  if (enquiry !== null && enquiry !== 'not_offered') return afterEnquiry(facts, enquiry, flags);
  const asksFirst = state === 'unknown' || ASK_FIRST.includes(facts.attempts.at(-1)?.errorKind ?? '');
  if (enquiry === null && flags.enquiry && (asksFirst || !mayResend(facts, flags))) {
    // An uncertain outcome that may not be sent again is unknown at once; it is asked about from there.
    return asksFirst ? { type: 'enquire' } : { type: 'unknown' };
  }
  return mayResend(facts, flags) ? { type: 'send' } : { type: 'unknown' };
}

function beforeAnyDoubt({ now, notAfter, attempts }: StepFacts): Step {
  const isOver = now >= notAfter || attempts.filter((one) => one.outcome === 'not_sent').length >= MAX_SENDS_NOT_EXECUTED;
  return isOver ? { type: 'fail', code: 'UPSTREAM_UNAVAILABLE', rule: null } : { type: 'send' };
}

function afterEnquiry(facts: StepFacts, enquiry: Exclude<Enquiry, 'not_offered'>, flags: ShopFlags): Step {
  const { now, notAfter, state } = facts;
  switch (enquiry) {
    case 'committed':
      return { type: 'commit', rule: 'R3' };
    case 'rejected':
      return { type: 'reject', rule: 'R3' };
    case 'executing':
      return state === 'executing' && now < notAfter ? { type: 'poll', afterMs: IN_PROGRESS_POLL_MS } : { type: 'unknown' };
    case 'never_received':
      if (now.getTime() > notAfter.getTime() + NEVER_RECEIVED_AFTER_MS) return { type: 'fail', code: 'NOT_EXECUTED', rule: 'R5' };
      return mayResend(facts, flags) ? { type: 'send' } : { type: 'unknown' };
    case 'mismatch':
    case 'unreachable':
      return { type: 'unknown' };
  }
}

/** The same key again does no harm only where SIS answers it from what it stored. */
function mayResend({ now, notAfter, attempts }: StepFacts, { idempotentApplies }: ShopFlags): boolean {
  const first = attempts.findIndex((one) => one.outcome === 'uncertain');
  const resends = attempts.slice(first + 1).filter((one) => one.outcome === 'uncertain').length;
  // A key seen with other bytes, or a door that is shut: sending again tells nothing.
  const isRefused = attempts.slice(first).some((one) => one.errorKind === 'IDEMPOTENCY_MISMATCH' || one.outcome === 'refused');
  return idempotentApplies && now < notAfter && resends < MAX_RESENDS_UNCERTAIN && attempts.length < MAX_SENDS_NOT_EXECUTED && !isRefused;
}
