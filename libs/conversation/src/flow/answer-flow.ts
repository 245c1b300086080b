import type { ComposedDomains } from '../domain/compose-domains';
import type { Asked } from '../decide/decide-request';
import { answering } from '../decide/decision-parts';
import { showPanel } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { Decision } from '../model/decision';
import { textMessage } from '../model/message';
import { restartButtons, type PromptNotes } from './flow-panel';
import { isExpired, touched, type FlowState } from './flow-state';
import { flowWordOf } from './flow-words';
import { ask, redrawAside, runTemplate, type OpenTemplate } from './start-template';
import { answersOf, maySkip, nextStep, stepBack, stepOf } from './steps';

/** After so many answers in a row that do not fit, the flow ends. */
const MOST_ATTEMPTS = 5;
/** From this confidence on an answer that does not fit is offered as a request of its own. */
const IS_REQUEST_FROM = 0.9;

/** The flow that a text of this owner answers; null: there is none, or its time is over, and the text is a request. */
export function openFlow({ session, context }: Asked): FlowState | null {
  const { flow } = session;
  return flow === null || isExpired(flow, context.now) || flow.ownerId !== context.principal.telegramId ? null : flow;
}

/** A text while a question is open. */
export function answerFlow(composed: ComposedDomains, asked: Asked, request: Extract<Request, { type: 'text' }>, flow: FlowState): Decision {
  const open = composed.templates.get(flow.templateId);
  if (open === undefined || open.book.version !== flow.catalogueVersion) return endWith(asked, request, flow, 'conversation.flow.renewed');
  switch (flowWordOf(request.text)) {
    case 'cancel':
      return cancelFlow(composed, asked, request, flow);
    case 'back':
      return goBack(composed, asked, request, open, flow);
    case 'skip':
      return maySkip(open.template, flow) ? skipStep(composed, asked, request, open, flow) : again(asked, request, open, flow, { notes: [asked.context.texts.html('conversation.flow.cannot_skip')] });
    case null:
      return readAnswer(composed, asked, request, open, flow);
  }
}

function readAnswer(composed: ComposedDomains, asked: Asked, request: Extract<Request, { type: 'text' }>, open: OpenTemplate, flow: FlowState): Decision {
  const { context } = asked;
  const answer = stepOf(open.template, flow)?.parse(request.text, context);
  if (answer === undefined) return endWith(asked, request, flow, 'conversation.flow.renewed');
  if (answer.ok) return takeValue(composed, asked, request, open, flow, answer.value, answer.note);
  const failed = { ...flow, attempts: flow.attempts + 1, lastRejectedText: request.text };
  if (failed.attempts >= MOST_ATTEMPTS) return endWith(asked, request, flow, 'conversation.flow.given_up');
  const offersNew = composed.domains.some((domain) => (domain.routeConfidence?.(request.text, context) ?? 0) >= IS_REQUEST_FROM);
  return again(asked, request, open, failed, { notes: [answer.html], offersNew });
}

/** Notes the value of the step and goes on: to the next question, or to the run. */
export function takeValue(composed: ComposedDomains, asked: Asked, request: Request, open: OpenTemplate, flow: FlowState, value: unknown, note?: string): Decision {
  const values = { ...flow.values, [String(flow.step)]: value };
  return goOn(composed, asked, request, open, { ...flow, values }, note === undefined ? {} : { notes: [note] });
}

export function skipStep(composed: ComposedDomains, asked: Asked, request: Request, open: OpenTemplate, flow: FlowState): Decision {
  return goOn(composed, asked, request, open, flow);
}

function goOn(composed: ComposedDomains, asked: Asked, request: Request, open: OpenTemplate, flow: FlowState, notes: PromptNotes = {}): Decision {
  const next = nextStep(open.template, flow.step + 1, answersOf(flow));
  const moved = touched({ ...flow, asked: [...flow.asked, flow.step], attempts: 0, lastRejectedText: null }, asked.context.now);
  return next === null ? runTemplate(composed, asked, request, open, moved) : ask(asked, request, open.template, { ...moved, step: next }, notes);
}

/** On the first question there is nothing to go back to: the flow ends. */
export function goBack(composed: ComposedDomains, asked: Asked, request: Request, open: OpenTemplate, flow: FlowState): Decision {
  const back = stepBack(flow);
  return back === null ? cancelFlow(composed, asked, request, flow) : ask(asked, request, open.template, touched(back, asked.context.now));
}

function again(asked: Asked, request: Request, { template }: OpenTemplate, flow: FlowState, notes: PromptNotes): Decision {
  return ask(asked, request, template, touched(flow, asked.context.now), notes);
}

/** Drops the flow; the panel goes back to its category, and whoever did not press is told in words. */
export function cancelFlow(composed: ComposedDomains, asked: Asked, request: Request, flow: FlowState): Decision {
  const { context } = asked;
  const without = { ...asked, session: { ...asked.session, flow: null } };
  const open = composed.templates.get(flow.templateId);
  const page = open?.book.page(open.template.category, 1, context) ?? null;
  if (request.type === 'press' && page !== null) return showPanel(without, request, page, 'edit');
  const told = answering(without.session, [{ type: 'answer', message: textMessage({ html: context.texts.html('conversation.flow.cancelled') }) }]);
  return redrawAside(asked, request, told, page);
}

function endWith(asked: Asked, request: Request, flow: FlowState, key: 'conversation.flow.renewed' | 'conversation.flow.given_up'): Decision {
  const { context } = asked;
  const reply = { html: context.texts.html(key), buttons: restartButtons(flow.templateId, context) };
  return showPanel({ ...asked, session: { ...asked.session, flow: null } }, request, reply, 'anchor');
}
