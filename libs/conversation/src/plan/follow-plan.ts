import type { PlanCall, PlanEnd, PlanOutcome } from '@ownerbot/planner';
import { fitLabel } from '@ownerbot/telegram';
import { askQuestion, MOST_ROUNDS, roundOf } from '../clarify/ask-question';
import type { Asked } from '../decide/asked';
import { follow } from '../decide/decide-request';
import { followRoute } from '../decide/follow-route';
import { spokenRequest, writtenText, type Request } from '../decide/incoming';
import type { ComposedDomains } from '../domain/compose-domains';
import type { Route } from '../domain/route';
import type { Decision } from '../model/decision';
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
  if (route === null) return help(composed, asked, request, planned);
  if (route.type === 'question') return roundOf(asked) <= MOST_ROUNDS ? askQuestion(asked, request, route) : help(composed, asked, request, planned);
  const isRun = outcome.type === 'run' || outcome.type === 'preview';
  // Only what the model itself chose comes from it: what a template asks for, the owner says.
  return follow(composed, asked, isRun ? { ...request, incoming: { ...request.incoming, source: 'llm' } } : request, route);
}

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
function help(composed: ComposedDomains, asked: Asked, request: Request, { end, text }: PlannedData): Decision {
  if (end.type !== 'failure' || !end.tells) return helpWith(composed, asked, request, text);
  const reply = composed.domains[0].help(asked.context, text);
  return followRoute(composed, asked, request, { type: 'reply', reply: { ...reply, html: `${asked.context.texts.html('conversation.plan.spent')}\n\n${reply.html}` } });
}

function requestOf({ event }: Asked, planned: PlannedData): Extract<Request, { type: 'text' }> {
  return planned.heard === null ? writtenText(event, planned.text, planned) : spokenRequest(event, planned.text, planned);
}
