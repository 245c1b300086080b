import type { UpdateFacts } from '@ownerbot/telegram';
import { cancelNewestProposal, decideProposalPress } from '../actions/decide-proposal';
import { isCancelWord } from '../actions/proposal-step';
import { isProposalData } from '@ownerbot/actions';
import { callbackFor, type ComposedDomains } from '../domain/compose-domains';
import type { Incoming, ReplyContext } from '../domain/context';
import type { PlainRoute, Route } from '../domain/route';
import { answered, dropQuestion, pressQuestion, typedOption } from '../clarify/answer-question';
import { askQuestion, MOST_ROUNDS, roundOf } from '../clarify/ask-question';
import { openClarification } from '../clarify/open-clarification';
import { answerFlow, cancelFlow, openFlow } from '../flow/answer-flow';
import { pressTemplate, showTemplates } from '../flow/press-template';
import { startTemplate } from '../flow/start-template';
import type { Decision } from '../model/decision';
import type { UpdateEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import { textMessage } from '../model/message';
import type { Session } from '../model/session';
import { answering } from './decision-parts';
import { readRequest, type Request } from './incoming';
import { dropRun, retryRun } from './named-run';
import { followRoute } from './follow-route';

/** One request of an owner with all that its decision needs. */
export interface Asked {
  readonly session: Session;
  readonly event: UpdateEvent;
  readonly facts: TurnFacts;
  readonly context: ReplyContext;
  readonly update: UpdateFacts;
}

/** Decides a message or a press of an owner. */
export function decideRequest(composed: ComposedDomains, asked: Asked): Decision {
  const request = readRequest(asked.event, asked.update);
  switch (request.type) {
    case 'wordless':
      return answering(asked.session, [
        { type: 'answer', message: textMessage({ html: asked.context.texts.html(request.isBlankText ? 'input.unreadable' : 'input.unsupported') }) },
      ]);
    case 'press':
      return decidePress(composed, asked, request);
    case 'command':
      return decideCommand(composed, asked, request);
    case 'text': {
      const flow = openFlow(asked);
      if (flow !== null) return answerFlow(composed, asked, request, flow);
      if (isCancelWord(composed, request.text)) return cancelNewest(composed, asked, request);
      return decideText(composed, asked, request);
    }
  }
}

/** The answer to the question that stands open, or a request of its own, with which that question is over. */
function decideText(composed: ComposedDomains, asked: Asked, request: Extract<Request, { type: 'text' }>): Decision {
  const open = openClarification(asked);
  const chosen = open === null ? null : typedOption(open, request.text);
  if (chosen !== null) return follow(composed, answered(asked), request, chosen);
  const route = routeText(composed, request.incoming, request.text, asked.context);
  if (route.type !== 'question') return follow(composed, answered(asked), request, route);
  if (roundOf(asked) <= MOST_ROUNDS) return askQuestion(asked, request, route);
  return followRoute(composed, answered(asked), request, { type: 'reply', reply: composed.domains[0].help(asked.context, request.text) });
}

function decidePress(composed: ComposedDomains, asked: Asked, request: Extract<Request, { type: 'press' }>): Decision {
  const { data, incoming } = request;
  if (data.startsWith('retry:')) return retryRun(asked, request);
  if (data.startsWith('drop:')) return dropRun(asked, request);
  if (isProposalData(data)) return decideProposalPress(composed, asked, request);
  if (data.startsWith('tpl:')) {
    return pressTemplate(composed, asked, request, (text, without) => follow(composed, without, request, routeText(composed, incoming, text, asked.context)));
  }
  if (data.startsWith('ask:')) return pressQuestion(asked, request, (without, target) => follow(composed, without, request, target));
  if (data.startsWith('ui:')) return pressPanel(composed, asked, request, panelRoute(composed, data.slice('ui:'.length)));
  const route = callbackFor(composed, data)?.route({ ...incoming, data }, asked.context) ?? { type: 'outdated' };
  return follow(composed, asked, request, route);
}

function follow(composed: ComposedDomains, asked: Asked, request: Request, route: Route): Decision {
  if (route.type === 'question') return askQuestion(asked, request, route);
  return route.type === 'template' ? startTemplate(composed, asked, request, route) : followRoute(composed, asked, request, route);
}

/** A panel takes the place of the question that stood there; a text that is typed then must not become its answer. */
function pressPanel(composed: ComposedDomains, asked: Asked, request: Request, route: PlainRoute): Decision {
  return followRoute(composed, route.type === 'panel' ? { ...asked, session: { ...asked.session, flow: null } } : asked, request, route);
}

function panelRoute(composed: ComposedDomains, id: string): PlainRoute {
  if (id === 'help') return { type: 'help' };
  return composed.panels.has(id) ? { type: 'panel', panel: id, as: 'edit' } : { type: 'outdated' };
}

function decideCommand(composed: ComposedDomains, asked: Asked, request: Extract<Request, { type: 'command' }>): Decision {
  const { command, incoming } = request;
  switch (command.name) {
    case 'start':
    case 'menu':
      return followRoute(composed, { ...asked, session: { ...asked.session, awaits: null, flow: null, clarification: null } }, request, { type: 'panel', panel: 'home', as: 'new' });
    case 'help':
      return followRoute(composed, asked, request, { type: 'help' });
    case 'systems':
      return followRoute(composed, asked, request, { type: 'panel', panel: 'systems', as: 'new' });
    case 'templates':
      return composed.books.length > 0 ? showTemplates(composed, asked, request) : followRoute(composed, asked, request, { type: 'help' });
    case 'cancel':
      return cancelNewest(composed, asked, request);
    default: {
      const known = composed.commands.get(command.name);
      const route: Route = known?.route({ ...incoming, args: command.args }, asked.context) ?? {
        type: 'refusal',
        reason: 'UNKNOWN_COMMAND',
        reply: composed.domains[0].help(asked.context, request.text),
      };
      return follow(composed, asked, request, route);
    }
  }
}

/** Drops the newest open thing, one at a time: a question of a template, one that a text raised, what the chat waits for, its newest open proposal. */
function cancelNewest(composed: ComposedDomains, asked: Asked, request: Request): Decision {
  const { session, context } = asked;
  const flow = openFlow(asked);
  if (flow !== null) return cancelFlow(composed, asked, request, flow);
  if (openClarification(asked) !== null) return dropQuestion(asked, request);
  const proposal = session.awaits === null ? cancelNewestProposal(composed, asked) : null;
  if (proposal !== null) return proposal;
  const html = context.texts.html(session.awaits === null ? 'cancel.nothing' : 'cancel.done');
  return answering({ ...session, awaits: null }, [{ type: 'answer', message: textMessage({ html }) }]);
}

function routeText(composed: ComposedDomains, incoming: Incoming, text: string, context: ReplyContext): Route {
  for (const domain of composed.domains) {
    const route = domain.routeText({ ...incoming, text }, context);
    if (route !== null) return route;
  }
  return { type: 'reply', reply: composed.domains[0].help(context, text) };
}
