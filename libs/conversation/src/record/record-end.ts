import type { Asked } from '../decide/asked';
import type { Request } from '../decide/incoming';
import type { Route, Routed } from '../domain/route';
import type { AuditNote } from '../model/audit-note';
import type { Decision, EffectIntent } from '../model/decision';
import { outcomeOfFailure, outcomeOfReply, type RequestOutcome } from './outcome';
import type { RequestFacts } from './request-facts';
import { RETROSPECTIVE, retrospectiveNote } from './retrospective-note';

/** Routes that lead to no answer: panels are walked through, and what is out of date or changes nothing asks for nothing. */
const NO_REQUESTS: readonly Route['type'][] = ['panel', 'notice', 'outdated', 'close'];
/** Of a text whose domain does not say how it was understood: a rule that knows no doubt. */
const BY_RULE: Routed = { stage: 6, confidence: 1 };
const BY_NAME: Routed = { stage: 2, confidence: 1 };

/**
 * What a request is recorded by. Null: it is none (a panel, a page, a button that goes on with an answer), or an operator repeats one that was
 * recorded when it came.
 */
export function originOf(asked: Asked, request: Request, route: Route): RequestFacts | null {
  if (NO_REQUESTS.includes(route.type)) return null;
  if (request.type === 'press') return isOwnRequest(route) ? factsOf(asked, request, { stage: null, confidence: 1 }, templateOf(route)) : null;
  return factsOf(asked, request, route.routed ?? (request.type === 'command' ? BY_NAME : BY_RULE), templateOf(route));
}

/** What is known of a request, however it was understood. Null: an operator repeats it. */
export function factsOf({ event }: Asked, { incoming, type }: Request, { stage, confidence, templateId }: Omit<Routed, 'stage'> & { readonly stage: number | null }, template: string | null = null): RequestFacts | null {
  if (/-r\d+$/.test(event.jobId)) return null;
  return {
    id: event.correlationId,
    input: type === 'press' ? 'button' : incoming.source === 'voice' ? 'voice' : type === 'command' ? 'command' : 'text',
    source: incoming.source,
    stage,
    templateId: template ?? templateId ?? null,
    confidence,
    textLength: incoming.text?.length ?? 0,
    receivedAt: event.receivedAt.toISOString(),
  };
}

const templateOf = (route: Route): string | null => (route.type === 'template' ? route.templateId : null);

/** A button asks for something of its own where it runs a tool that does not go on with an answer, or brings advice. */
function isOwnRequest(route: Route): boolean {
  if (route.type === 'tool') return route.follows === undefined;
  if (route.type === 'reply') return route.reply.advice !== undefined && route.reply.advice.isNew;
  return true;
}

/**
 * Sees to it that a request is recorded once: with its decision where that ends it; where it goes on, its facts stand in the question that is
 * open now, or in the run that will answer it.
 */
export function recordEnd({ context }: Asked, facts: RequestFacts | null, decision: Decision): Decision {
  if (facts === null || isCarriedOn(decision, facts) || decision.effects.some(({ type }) => type === 'plan' || type === 'transcribe')) return decision;
  const run = runOf(decision.effects);
  if (run === null) return endedWith(decision, facts, outcomeOf(decision), context.now);
  return { ...decision, effects: decision.effects.map((effect) => (effect === run ? { ...run, request: facts } : effect)) };
}

/** The decision with the record of a request that it ends. */
export function endedWith(decision: Decision, facts: RequestFacts | null, outcome: RequestOutcome, at: Date | null): Decision {
  return facts === null ? decision : { ...decision, audit: [...decision.audit, retrospectiveNote(facts, outcome, at)] };
}

/** Whether the request goes on after a decision, or was recorded with it. */
export function isCarriedOn({ session, effects, audit }: Pick<Decision, 'session' | 'effects' | 'audit'>, { id }: RequestFacts): boolean {
  const waiting = [session.flow, session.clarification, session.words].some((open) => open?.request?.id === id);
  return waiting || effects.some((effect) => goesOn(effect, id)) || audit.some((note) => isRecordOf(note, id));
}

const goesOn = (effect: EffectIntent, id: string): boolean => effect.type === 'tool' && effect.request?.id === id;
const isRecordOf = ({ eventType, fields }: AuditNote, id: string): boolean => eventType === RETROSPECTIVE && fields['request_id'] === id;

/** The run that answers the request: of a plan the preview of its change, whose reads are answered beside it. */
function runOf(effects: readonly EffectIntent[]): Extract<EffectIntent, { type: 'tool' }> | null {
  const runs = effects.filter((effect) => effect.type === 'tool');
  return runs.find(({ plan }) => plan !== undefined) ?? runs[0] ?? null;
}

function outcomeOf(decision: Decision): RequestOutcome {
  const refused = decision.audit.find(({ eventType }) => eventType === 'request_refused');
  if (refused === undefined) return outcomeOfReply('answer', decision.advice);
  const { reason, kind } = refused.fields;
  return outcomeOfFailure('refused', typeof reason === 'string' ? reason : 'REFUSED', { kind: typeof kind === 'string' ? kind : 'refusal' });
}

/** A voice message or a text in work that its owner gave up: nothing more is known of it than that it came. */
export function droppedInWork(decision: Decision, { event }: Asked, updateId: string, input: 'voice' | 'text'): Decision {
  const facts: RequestFacts = { id: `tg-${event.botId}-${updateId}`, input, source: input, stage: null, templateId: null, confidence: 0, textLength: 0, receivedAt: event.receivedAt.toISOString() };
  return endedWith(decision, facts, outcomeOfFailure('abandoned', 'DROPPED', { kind: input }), null);
}
