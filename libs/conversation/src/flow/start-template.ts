import type { ComposedDomains } from '../domain/compose-domains';
import type { ReplyContext } from '../domain/context';
import type { TemplateTarget } from '../domain/route';
import type { Asked } from '../decide/decide-request';
import { followRoute, outdated, showPanel } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { Decision, EffectIntent } from '../model/decision';
import { effectId } from '../model/effect';
import { textMessage } from '../model/message';
import type { Reply } from '../model/reply';
import { recordEnd } from '../record/record-end';
import { carried, resumed } from '../record/request-facts';
import { promptPanel, type PromptNotes } from './flow-panel';
import { flowIdOf, isExpired, touched, type FlowState } from './flow-state';
import { answersOf, nextStep } from './steps';
import type { FlowTemplate, TemplateBook } from './template';

/** A template that is being asked for, with the catalogue that it stands in. */
export interface OpenTemplate {
  readonly template: FlowTemplate;
  readonly book: TemplateBook;
}

/** Runs a template at once, or asks its first question. What the request said already is not asked again. */
export function startTemplate(composed: ComposedDomains, asked: Asked, request: Request, { templateId, slots = {}, as }: TemplateTarget): Decision {
  const open = composed.templates.get(templateId);
  if (open === undefined) return request.type === 'press' ? outdated(asked, request) : followRoute(composed, asked, request, { type: 'help' });
  const { session, event, context } = asked;
  if (open.book.availability(templateId, context) === 'unavailable') {
    return followRoute(composed, asked, request, { type: 'refusal', reason: 'UPSTREAM_NOT_IMPLEMENTED', reply: { html: context.texts.html('error.UPSTREAM_NOT_IMPLEMENTED.text') } });
  }
  const replaced = session.flow !== null && !isExpired(session.flow, context.now) ? composed.templates.get(session.flow.templateId) : undefined;
  const notes = replaced === undefined ? [] : [context.texts.html('conversation.flow.replaced', { title: replaced.template.title[context.locale] })];
  const said = readSlots(open.template, slots, context);
  const flow: FlowState = touched(
    {
      flowId: flowIdOf(event.jobId),
      templateId,
      catalogueVersion: open.book.version,
      step: 0,
      values: said.values,
      asked: [],
      source: request.incoming.source,
      ownerId: context.principal.telegramId,
      attempts: 0,
      lastRejectedText: null,
      expiresAt: '',
      ...carried(asked.origin),
    },
    context.now,
  );
  const first = nextStep(open.template, 0, answersOf(flow));
  if (first === null) return runTemplate(composed, asked, request, open, flow);
  return ask(asked, request, open.template, { ...flow, step: first }, { notes: [...notes, ...(said.problems.get(first) ?? [])] }, as);
}

/** Values that the request brought; one that does not fit is not used, its step is asked with the reason. */
function readSlots(template: FlowTemplate, slots: Readonly<Record<string, string>>, context: ReplyContext) {
  const values: Record<string, unknown> = {};
  const problems = new Map<number, string[]>();
  template.steps.forEach((step, at) => {
    const text = slots[step.slot];
    if (text === undefined) return;
    const answer = step.parse(text, context);
    if (answer.ok) values[String(at)] = answer.value;
    else problems.set(at, [answer.html]);
  });
  return { values, problems };
}

/** Draws the question that the flow stands at: a press redraws its message, an answer the chat's panel, a new request sends one. */
export function ask(asked: Asked, request: Request, template: FlowTemplate, flow: FlowState, notes: PromptNotes = {}, as?: 'new'): Decision {
  const { session, context } = asked;
  const asking = template.steps[flow.step]?.slot;
  const isGoingOn = session.flow?.flowId === flow.flowId;
  const usual = request.type === 'press' ? 'edit' : isGoingOn ? 'anchor' : 'new';
  return showPanel({ ...asked, session: { ...session, flow: { ...flow, ...(asking === undefined ? {} : { asking }) } } }, request, promptPanel(template, flow, context, notes), as ?? usual);
}

/** The last question is answered: the request runs, and the panel goes back to its category. */
export function runTemplate(composed: ComposedDomains, asked: Asked, request: Request, { template, book }: OpenTemplate, flow: FlowState): Decision {
  const { session, context } = asked;
  const wasAsking = session.flow?.flowId === flow.flowId;
  const origin = flow.request === undefined ? null : resumed(flow.request, asked.event.receivedAt);
  const decision = recordEnd(asked, origin, followRoute(composed, { ...asked, session: { ...session, flow: null } }, request, template.run(answersOf(flow), context)));
  return wasAsking ? redrawAside(asked, request, decision, book.page(template.category, 1, context)) : decision;
}

/** Redraws the panel beside the answer: it obeys no order and holds nothing back. */
export function redrawAside(asked: Asked, request: Request, decision: Decision, reply: Reply | null): Decision {
  const { session, event } = asked;
  const editMessageId = request.type === 'press' ? request.messageId : null;
  if (reply === null || (editMessageId === null && session.anchorEffectId === null)) return decision;
  const redraw: EffectIntent = { type: 'aside', message: textMessage(reply, { editMessageId, editOf: editMessageId === null ? session.anchorEffectId : null }) };
  return { ...decision, session: { ...decision.session, anchorEffectId: effectId(event.jobId, decision.effects.length + 1) }, effects: [...decision.effects, redraw] };
}
