import type { AuditNote } from '../model/audit-note';
import type { Decision } from '../model/decision';
import type { Session } from '../model/session';
import { outcomeOfFailure, type RequestOutcome } from './outcome';
import { isCarriedOn } from './record-end';
import { withoutRequest, type RequestFacts } from './request-facts';
import { retrospectiveNote } from './retrospective-note';

/** A question of the session whose request is not recorded yet, and what it comes to when nobody answers. */
interface OpenRequest {
  readonly name: 'flow' | 'clarification' | 'words';
  readonly request: RequestFacts;
  readonly expiresAt: string;
  /** Its time is over. */
  readonly expired: RequestOutcome;
  /** It was taken back, or another request came in its place. */
  readonly left: RequestOutcome;
}

function openRequests({ flow, clarification, words }: Session): OpenRequest[] {
  return [
    ...(flow?.request === undefined ? [] : [{ name: 'flow' as const, request: flow.request, expiresAt: flow.expiresAt, ...sameFor(flow.asking ?? String(flow.step)) }]),
    ...(clarification?.request === undefined ? [] : [{ name: 'clarification' as const, request: clarification.request, expiresAt: clarification.expiresAt, ...ofQuestion('clarification', clarification.about ?? null) }]),
    ...(words?.request === undefined ? [] : [{ name: 'words' as const, request: words.request, expiresAt: words.expiresAt, ...ofQuestion('words', null) }]),
  ];
}

const ofQuestion = (kind: 'clarification' | 'words', parameter: string | null) => ({
  expired: outcomeOfFailure('unresolved', kind === 'words' ? 'WORDS_NOT_CONFIRMED' : 'NOT_CHOSEN', { kind, parameter }),
  left: outcomeOfFailure('abandoned', kind === 'words' ? 'WORDS_NOT_CONFIRMED' : 'NOT_CHOSEN', { kind }),
});

/** A flow of questions is given up at the step that was open, whoever or whatever ended it. */
function sameFor(step: string): Pick<OpenRequest, 'expired' | 'left'> {
  const outcome = outcomeOfFailure('abandoned', step, { kind: 'flow', parameter: step });
  return { expired: outcome, left: outcome };
}

export interface ClosedRequests {
  readonly session: Session;
  readonly audit: readonly AuditNote[];
}

/**
 * Records the requests whose question nobody has answered in time. The question stays, without its request: whoever presses it later is still
 * told that its time is over, and nothing is recorded twice. The same session comes back where nothing has expired.
 */
export function closeExpired(session: Session, now: Date): ClosedRequests {
  const over = openRequests(session).filter(({ expiresAt }) => Date.parse(expiresAt) <= now.getTime());
  const closed = over.reduce<Session>((rest, { name }) => ({ ...rest, [name]: withoutRequest(rest[name] ?? {}) }), session);
  return { session: closed, audit: over.map(({ request, expired }) => retrospectiveNote(request, expired, null)) };
}

/** Records the requests that were open before a decision and are neither open after it nor carried on by it. */
export function leftBehind(before: Session, decision: Decision): AuditNote[] {
  return openRequests(before).filter(({ request }) => !isCarriedOn(decision, request) && decision.resolved?.includes(request.id) !== true).map(({ request, left }) => retrospectiveNote(request, left, null));
}

/** When the first open request is to be recorded as unanswered; null: none is open. */
export function firstExpiry(session: Session): Date | null {
  const times = openRequests(session).map(({ expiresAt }) => Date.parse(expiresAt));
  return times.length === 0 ? null : new Date(Math.min(...times));
}
