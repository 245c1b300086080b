import { cancelNewestProposal, decideProposalPress, showNewestProposal } from '../actions/decide-proposal';
import { isApprovalWord, isCancelWord } from '../actions/proposal-step';
import { isProposalData } from '@ownerbot/actions';
import { callbackFor, type ComposedDomains } from '../domain/compose-domains';
import type { Incoming, ReplyContext } from '../domain/context';
import type { PlainRoute, Route } from '../domain/route';
import { answered, dropQuestion, originOfQuestion, pressQuestion, typedOption } from '../clarify/answer-question';
import { askQuestion, MOST_ROUNDS, roundOf } from '../clarify/ask-question';
import { openClarification } from '../clarify/open-clarification';
import { answerFlow, cancelFlow, openFlow } from '../flow/answer-flow';
import { pressTemplate, showTemplates } from '../flow/press-template';
import { startTemplate } from '../flow/start-template';
import type { Decision } from '../model/decision';
import { textMessage } from '../model/message';
import { pressFile } from '../answers/press-file';
import { decideVoice } from '../voice/decide-voice';
import { pressWords, settledWords } from '../voice/press-words';
import { dropOfChat } from './drop-of-chat';
import { retryVoice } from '../voice/named-voice';
import type { VoiceRules } from '../voice/voice-rules';
import type { WordsMatch } from '../voice/judge-words';
import { askForPlan, helpWith, type PlanWish } from '../plan/ask-for-plan';
import type { PlanRules } from '../plan/plan-rules';
import type { Asked } from './asked';
import { decidePlan, isPlanOfChanges } from '../plans/decide-plan';
import { recordEnd, originOf } from '../record/record-end';
import { answering } from './decision-parts';
import type { Request } from './incoming';
import { dropRun, retryRun } from './named-run';
import { followRoute } from './follow-route';

export type { Asked } from './asked';

/** What is the same for every request of a process. */
export interface RequestRules {
  readonly voice: VoiceRules;
  readonly plan: PlanRules;
}

/** Decides a message or a press of an owner. */
export function decideRequest(composed: ComposedDomains, asked: Asked, request: Request, rules: RequestRules): Decision {
  switch (request.type) {
    case 'wordless':
      return answering(asked.session, [
        { type: 'answer', message: textMessage({ html: asked.context.texts.html(request.isBlankText ? 'input.unreadable' : 'input.unsupported') }) },
      ]);
    case 'voice':
      return decideVoice(asked, request, rules.voice, (refused, caption) => decideRequest(composed, refused, caption, rules));
    case 'press':
      return decidePress(composed, asked, request, rules);
    case 'command':
      return settledWords(asked, request.command.name === 'cancel', (free) => decideCommand(composed, free, request));
    case 'text':
      return settledWords(asked, openFlow(asked) === null && isCancelWord(composed, request.text), (free) => decideWords(composed, free, request, { answersSteps: true, plan: typed(request, rules) }).decision);
  }
}

/** What words mean: the answer to a question that stands open, a word that takes something back, or a request of their own. */
export function decideWords(
  composed: ComposedDomains,
  asked: Asked,
  request: Extract<Request, { type: 'text' }>,
  { answersSteps, plan }: { readonly answersSteps: boolean; readonly plan: PlanWish },
): { readonly decision: Decision; readonly match: WordsMatch } {
  const flow = answersSteps ? openFlow(asked) : null;
  if (flow !== null) return { decision: answerFlow(composed, asked, request, flow), match: 'step' };
  if (isCancelWord(composed, request.text)) return { decision: cancelNewest(composed, asked, request), match: 'read' };
  return decideText(composed, asked, request, { answersQuestion: answersSteps, plan });
}

/** The answer to the question that stands open, or a request of its own, with which that question is over. */
function decideText(
  composed: ComposedDomains,
  asked: Asked,
  request: Extract<Request, { type: 'text' }>,
  { answersQuestion, plan }: { readonly answersQuestion: boolean; readonly plan: PlanWish },
): { decision: Decision; match: WordsMatch } {
  const open = answersQuestion ? openClarification(asked) : null;
  const chosen = open === null ? null : typedOption(open, request.text);
  if (chosen !== null) return { decision: follow(composed, { ...answered(asked), ...originOfQuestion(asked) }, request, chosen), match: 'step' };
  const shown = isApprovalWord(composed, request.text) ? showNewestProposal(composed, asked) : null;
  if (shown !== null) return { decision: shown, match: 'read' };
  const route = matchedRoute(composed, request.incoming, request.text, asked.context);
  if (route === null) return { decision: askForPlan(composed, answered(asked), request, request.text, plan), match: 'none' };
  if (route.type !== 'question') return { decision: follow(composed, answered(asked), request, route), match: isWrite(composed, route) ? 'write' : 'read' };
  return { decision: roundOf(asked) <= MOST_ROUNDS ? follow(composed, asked, request, route) : helpWith(composed, answered(asked), request, request.text), match: 'read' };
}

/** Whether what a text means would change something, or prepare a change. */
function isWrite(composed: ComposedDomains, route: Route): boolean {
  if (route.type === 'plan') return isPlanOfChanges(composed, route.steps);
  return (route.changes ?? []).length > 0 || (route.type === 'tool' && composed.actions.has(route.tool));
}

function decidePress(composed: ComposedDomains, asked: Asked, request: Extract<Request, { type: 'press' }>, rules: RequestRules): Decision {
  const { data, incoming } = request;
  if (data.startsWith('voice:')) {
    if (data.startsWith('voice:retry:')) return retryVoice(asked, request);
    return pressWords(asked, request, (free, words, options) => decideWords(composed, free, words, { ...options, plan: { ...options.plan, rules: rules.plan } }).decision);
  }
  if (data.startsWith('retry:')) return retryRun(asked, request);
  if (data.startsWith('drop:')) return dropRun(asked, request);
  if (data.startsWith('file:')) return pressFile(asked, request);
  if (isProposalData(data)) return decideProposalPress(composed, asked, request);
  if (data.startsWith('tpl:')) {
    return pressTemplate(composed, asked, request, (text, without) => {
      const route = matchedRoute(composed, incoming, text, asked.context);
      return route === null ? askForPlan(composed, without, request, text, typed(request, rules)) : follow(composed, without, request, route);
    });
  }
  if (data.startsWith('ask:')) return pressQuestion(asked, request, (without, target) => follow(composed, without, request, target));
  if (data.startsWith('ui:')) return pressPanel(composed, asked, request, panelRoute(composed, data.slice('ui:'.length)));
  const route = callbackFor(composed, data)?.route({ ...incoming, data }, asked.context) ?? { type: 'outdated' };
  return follow(composed, asked, request, route);
}

/** Follows a route of whatever kind; where it is a request of its own, its record is written now or travels with what it asks. */
export function follow(composed: ComposedDomains, asked: Asked, request: Request, route: Route): Decision {
  const origin = asked.origin ?? originOf(asked, request, route);
  return recordEnd(asked, origin, followAny(composed, { ...asked, origin }, request, route));
}

function followAny(composed: ComposedDomains, asked: Asked, request: Request, route: Route): Decision {
  if (route.type === 'question') return askQuestion(asked, request, route);
  if (route.type === 'plan') return decidePlan(composed, asked, request, route);
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
      return startOver(composed, asked, request);
    case 'help':
      return follow(composed, asked, request, { type: 'help' });
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

/** Closes what stands open, drops the voice message or the plan that the chat waits for, and shows the menu. */
function startOver(composed: ComposedDomains, asked: Asked, request: Request): Decision {
  const dropped = dropOfChat(asked);
  const session = { ...(dropped?.session ?? asked.session), awaits: null, flow: null, clarification: null };
  const home = followRoute(composed, { ...asked, session }, request, { type: 'panel', panel: 'home', as: 'new' });
  if (dropped === null) return home;
  // Told beside the menu, which is the answer.
  const told = dropped.effects.map((effect) => (effect.type === 'answer' ? { ...effect, type: 'aside' as const } : effect));
  return { ...home, effects: [...home.effects, ...told], ended: [...home.ended, ...dropped.ended], audit: [...home.audit, ...dropped.audit] };
}

/** Drops the newest open thing, one at a time: a question of a template, one that a text raised, what the chat waits for, its newest open proposal. */
function cancelNewest(composed: ComposedDomains, asked: Asked, request: Request): Decision {
  const { session, context } = asked;
  const flow = openFlow(asked);
  if (flow !== null) return cancelFlow(composed, asked, request, flow);
  if (openClarification(asked) !== null) return dropQuestion(asked, request);
  const proposal = session.awaits === null ? cancelNewestProposal(composed, asked) : null;
  if (proposal !== null) return proposal;
  const dropped = dropOfChat(asked);
  if (dropped !== null) return dropped;
  const html = context.texts.html(session.awaits === null ? 'cancel.nothing' : 'cancel.done');
  return answering({ ...session, awaits: null }, [{ type: 'answer', message: textMessage({ html }) }]);
}

/** Null: no domain has anything to say to this text. */
function matchedRoute(composed: ComposedDomains, incoming: Incoming, text: string, context: ReplyContext): Route | null {
  for (const domain of composed.domains) {
    const route = domain.routeText({ ...incoming, text }, context);
    if (route !== null) return route;
  }
  return null;
}

const typed = ({ incoming }: Request, { plan }: RequestRules): PlanWish => ({ rules: plan, heard: null, isForwarded: incoming.isForwarded === true, said: null, isLate: false });
