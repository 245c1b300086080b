import type { PlanCall, PlanEnd, PlanOutcome } from '@ownerbot/planner';
import { fitLabel } from '@ownerbot/telegram';
import { MOST_ROUNDS, roundOf } from '../clarify/ask-question';
import type { Asked } from '../decide/asked';
import { follow } from '../decide/decide-request';
import { spokenRequest, writtenText, type Request } from '../decide/incoming';
import type { ComposedDomains } from '../domain/compose-domains';
import type { Route } from '../domain/route';
import type { Decision } from '../model/decision';
import { factsOf } from '../record/record-end';
import { helpWith } from './ask-for-plan';
import type { PlannedData } from './planned-data';

export interface JudgedPlan {
  readonly outcome: PlanOutcome;
  readonly planned: PlannedData;
  /** The chat has gone on: nothing runs by itself. */
  readonly isLate: boolean;
}

/** What the owner sees of a plan: an answer on its way, a question, a button, or the help. Nothing here carries anything out. */
export function followPlan(composed: ComposedDomains, asked: Asked, plan: JudgedPlan): Decision {
  const { outcome, planned } = plan;
  const request = requestOf(asked, planned);
  const route = routeOf(composed, asked, plan);
  if (route === null || (route.type === 'question' && roundOf(asked) > MOST_ROUNDS)) return help(composed, asked, request, plan);
  const isRun = outcome.type === 'run' || outcome.type === 'preview';
  // Only what the model itself chose comes from it: what a template asks for, the owner says.
  const own = isRun ? { ...request, incoming: { ...request.incoming, source: 'llm' as const } } : request;
  const origin = factsOf(asked, own, { stage: PLANNER_STAGE, confidence: confidenceOf(planned) });
  return follow(composed, { ...asked, origin }, own, route);
}

const PLANNER_STAGE = 9;
const confidenceOf = ({ end }: PlannedData): number => (end.type === 'answer' ? end.answer.confidence : 0);

/** Null: the help. */
function routeOf({ planner }: ComposedDomains, { context }: Asked, { outcome, planned: { text }, isLate }: JudgedPlan): Route | null {
  if (planner === null) return null;
  const offer = (call: PlanCall, key: 'conversation.plan.sure' | 'conversation.plan.late'): Route => ({
    type: 'question',
    html: context.texts.html(key),
    options: [{ label: fitLabel(planner.label(call, context)), target: { type: 'tool', tool: call.tool, payload: call.payload } }],
  });
  switch (outcome.type) {
    case 'run':
    case 'preview': {
      const { tool, payload } = outcome;
      return isLate ? offer({ tool, payload }, 'conversation.plan.late') : { type: 'tool', tool, payload };
    }
    case 'advice':
      return planner.advise?.(outcome.advice, outcome.confidence, context) ?? null;
    case 'question':
      return outcome.text === null ? null : { type: 'reply', reply: { html: context.texts.html('conversation.plan.question', { text: outcome.text }) } };
    case 'ended':
      return routeOfEnd(outcome);
  }

  function routeOfEnd({ next }: PlanEnd): Route | null {
    switch (next.type) {
      case 'help':
        return null;
      case 'ask_candidate':
        return offer(next, isLate ? 'conversation.plan.late' : 'conversation.plan.sure');
      case 'not_in_this_mode':
        return { type: 'refusal', reason: 'UPSTREAM_NOT_IMPLEMENTED', reply: { html: context.texts.html('error.UPSTREAM_NOT_IMPLEMENTED.text') } };
      default:
        return planner?.next(next, text, context) ?? null;
    }
  }
}

/** The help, as it would have come without a planner; once a day with the news that its budget is spent. */
function help(composed: ComposedDomains, asked: Asked, request: Request, { outcome, planned: { end, text } }: JudgedPlan): Decision {
  const told = end.type === 'failure' && end.tells ? [asked.context.texts.html('conversation.plan.spent')] : [];
  const isEnd = outcome.type === 'ended';
  const tool = isEnd && 'tool' in outcome.next ? outcome.next.tool : end.type === 'answer' && end.answer.kind === 'TOOL' ? end.answer.call.tool : null;
  return helpWith(composed, asked, request, text, { told, ...(isEnd ? { why: { code: outcome.code, tool } } : {}) });
}

function requestOf({ event }: Asked, planned: PlannedData): Extract<Request, { type: 'text' }> {
  return planned.heard === null ? writtenText(event, planned.text, planned) : spokenRequest(event, planned.text, planned);
}
