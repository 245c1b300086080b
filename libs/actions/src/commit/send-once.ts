import type { SendOutcome, ShopCall } from '@ownerbot/shop';
import { beginAttempt, finishAttempt, type AttemptOutcome, type Db } from '@ownerbot/storage';
import { LeaseLostError } from '../errors';
import { refusalOf } from '../port/refusal';
import { attemptEvent } from './commit-own';
import { committed, refused } from './outcomes';
import { IN_PROGRESS_POLL_MS } from './schedule';
import { bodyOf, type CommitWork, type RemoteCommit } from './work';
import { settle } from './write-change';

export interface SendFacts {
  readonly call: ShopCall;
  readonly wasUncertain: boolean;
  readonly idempotentApplies: boolean;
  /** Before this one. */
  readonly attempts: number;
}

/** What a send asks for next. */
export type Sent =
  | { readonly next: 'settled' }
  | { readonly next: 'wait'; readonly askedForMs: number }
  | { readonly next: 'at-once' }
  | { readonly next: 'poll'; readonly afterMs: number };

/** C4 to C6 of one send: the row before anything leaves, the frozen bytes, the end of the row with the outcome where there is one. */
export async function sendOnce({ work, port, kind }: RemoteCommit, facts: SendFacts): Promise<Sent> {
  const { parts, proposal, leaseOwner } = work;
  const n = await beginAttempt(parts.db, { proposalId: proposal.proposalId, leaseOwner, at: parts.clock.now() });
  if (n === null) throw new LeaseLostError(proposal.proposalId);
  await parts.atCrashPoint('C4.begun');
  await parts.atCrashPoint('C5.before-send');
  const began = parts.clock.now().getTime();
  const outcome = await applied(port.applyAction(kind, bodyOf(proposal), proposal.decisionKey, facts.call), work);
  await parts.atCrashPoint('C5.sent');
  const close = closing(work, { n, outcome, durationMs: parts.clock.now().getTime() - began });
  return follow(work, outcome, facts, close);
}

/** A run that was told to stop cuts its call: what it did is then not known. */
async function applied(call: Promise<SendOutcome>, { signal }: CommitWork): Promise<SendOutcome> {
  try {
    return await call;
  } catch (error) {
    if (!signal.aborted) throw error;
    return { outcome: 'uncertain', errorKind: 'aborted', httpStatus: null };
  }
}

type Close = (tx: Db) => Promise<void>;

async function follow(work: CommitWork, outcome: SendOutcome, facts: SendFacts, close: Close): Promise<Sent> {
  const attempts = facts.attempts + 1;
  const foundOut = work.proposal.state === 'unknown' ? ({ method: 'resend', rule: 'R6' } as const) : null;
  const by = facts.wasUncertain ? 'resend' : 'commit';
  switch (outcome.outcome) {
    case 'executed': {
      const { data, warnings } = outcome.answer;
      await settle(work, committed(work, { result: { ...data }, warnings, by, foundOut, attempts }), close);
      return { next: 'settled' };
    }
    case 'refused': {
      if (outcome.error.code === 'IDEMPOTENCY_MISMATCH') return closed(work, close, { next: 'at-once' });
      const isProof = !facts.wasUncertain || (facts.idempotentApplies && [409, 422].includes(outcome.httpStatus ?? 0));
      if (!isProof) return closed(work, close, { next: 'at-once' });
      await settle(work, refused(work, refusalOf(outcome.error, outcome.httpStatus), { by, foundOut, attempts }), close);
      return { next: 'settled' };
    }
    case 'in_progress':
      return closed(work, close, { next: 'poll', afterMs: IN_PROGRESS_POLL_MS });
    case 'not_executed':
      return closed(work, close, { next: 'wait', askedForMs: outcome.retryAfterMs ?? 0 });
    case 'uncertain':
      return closed(work, close, { next: 'at-once' });
  }
}

async function closed({ parts }: CommitWork, close: Close, sent: Sent): Promise<Sent> {
  await parts.db.transaction(close);
  return sent;
}

function closing(work: CommitWork, { n, outcome, durationMs }: { n: number; outcome: SendOutcome; durationMs: number }): Close {
  const { parts, proposal, leaseOwner } = work;
  const end = endOf(outcome);
  return async (tx) => {
    const at = parts.clock.now();
    const replay = outcome.outcome === 'executed' && outcome.isReplay;
    const audit = [attemptEvent(work, { n, ...end, durationMs, replay })];
    if (!(await finishAttempt(tx, { proposalId: proposal.proposalId, leaseOwner, n, ...end, at, audit }))) throw new LeaseLostError(proposal.proposalId);
  };
}

interface End {
  readonly outcome: Exclude<AttemptOutcome, 'sent'>;
  readonly httpStatus: number | null;
  readonly errorKind: string | null;
}

function endOf(outcome: SendOutcome): End {
  switch (outcome.outcome) {
    case 'executed':
      return { outcome: 'ok', httpStatus: outcome.httpStatus, errorKind: null };
    case 'refused': {
      const { code, reason, httpStatus } = refusalOf(outcome.error, outcome.httpStatus);
      // SIS knows the key with other bytes: what ran under it is to be asked.
      if (code === 'IDEMPOTENCY_MISMATCH') return { outcome: 'uncertain', httpStatus, errorKind: code };
      return { outcome: 'refused', httpStatus, errorKind: reason ?? code };
    }
    case 'in_progress':
      return { outcome: 'uncertain', httpStatus: 409, errorKind: 'OPERATION_IN_PROGRESS' };
    case 'not_executed':
      return { outcome: 'not_sent', httpStatus: outcome.httpStatus, errorKind: outcome.errorKind };
    case 'uncertain':
      return { outcome: 'uncertain', httpStatus: outcome.httpStatus, errorKind: outcome.errorKind };
  }
}
