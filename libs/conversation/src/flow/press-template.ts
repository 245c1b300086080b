import { parseCallback } from '@ownerbot/telegram';
import type { ComposedDomains } from '../domain/compose-domains';
import type { Asked } from '../decide/decide-request';
import { answering } from '../decide/decision-parts';
import { outdated, showPanel } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { Decision, EffectIntent } from '../model/decision';
import { callbackAnswer } from '../model/message';
import { cancelFlow, goBack, skipStep, takeValue } from './answer-flow';
import { restartButtons } from './flow-panel';
import { isExpired, type FlowState } from './flow-state';
import { startTemplate, type OpenTemplate } from './start-template';
import { originOf, recordEnd } from '../record/record-end';
import { maySkip, stepOf } from './steps';

type Press = Extract<Request, { type: 'press' }>;

/** Buttons `tpl:…`: pages of the catalogue, and the questions of a flow. */
export function pressTemplate(composed: ComposedDomains, asked: Asked, request: Press, routeAnew: (text: string, asked: Asked) => Decision): Decision {
  const callback = parseCallback(request.data);
  switch (callback?.type) {
    case 'templates-home':
      return showTemplates(composed, asked, request);
    case 'template-category':
      return showCategory(composed, asked, request, callback);
    case 'template-run': {
      const route = { type: 'template', templateId: callback.templateId } as const;
      const origin = originOf(asked, request, route);
      return recordEnd(asked, origin, startTemplate(composed, { ...asked, origin }, request, route));
    }
    case 'template-preset':
      return inFlow(composed, asked, request, callback, (open, flow) => {
        const step = stepOf(open.template, flow);
        const preset = step?.presets[callback.index];
        return preset === undefined || step?.offers?.(preset.value, asked.context) === false ? stale(asked, request) : takeValue(composed, asked, request, open, flow, preset.value);
      });
    case 'template-skip':
      return inFlow(composed, asked, request, callback, (open, flow) => (maySkip(open.template, flow) ? skipStep(composed, asked, request, open, flow) : stale(asked, request)));
    case 'template-back':
      return inFlow(composed, asked, request, callback, (open, flow) => goBack(composed, asked, request, open, flow));
    case 'template-stop':
      return inFlow(composed, asked, request, callback, (_open, flow) => cancelFlow(composed, asked, request, flow));
    case 'template-new':
      return inFlow(composed, asked, request, callback, (_open, flow) =>
        flow.lastRejectedText === null ? stale(asked, request) : routeAnew(flow.lastRejectedText, { ...asked, session: { ...asked.session, flow: null } }),
      );
    default:
      return outdated(asked, request);
  }
}

/** `/templates` and `tpl:home`: the categories of all domains; the panel that held a question is gone, and the question with it. */
export function showTemplates(composed: ComposedDomains, asked: Asked, request: Request): Decision {
  const [book] = composed.books;
  if (book === undefined) return outdated(asked, request);
  return showPanel({ ...asked, session: { ...asked.session, flow: null } }, request, book.home(asked.context), request.type === 'press' ? 'edit' : 'new');
}

function showCategory(composed: ComposedDomains, asked: Asked, request: Press, { category, page }: { category: string; page: number }): Decision {
  for (const book of composed.books) {
    const reply = book.page(category, page, asked.context);
    if (reply !== null) return showPanel({ ...asked, session: { ...asked.session, flow: null } }, request, reply, 'edit');
  }
  return outdated(asked, request);
}

/** Does what a button of a question asks for, if it is the question that the chat stands at, and if its owner presses. */
function inFlow(
  composed: ComposedDomains,
  asked: Asked,
  request: Press,
  { flow: flowId, step }: { readonly flow: string; readonly step?: number },
  act: (open: OpenTemplate, flow: FlowState) => Decision,
): Decision {
  const { context, session: { flow } } = asked;
  if (flow?.flowId !== flowId || flow.ownerId !== context.principal.telegramId) return stale(asked, request);
  const open = composed.templates.get(flow.templateId);
  if (isExpired(flow, context.now)) return stale(asked, request, { key: 'conversation.flow.expired', templateId: flow.templateId });
  if (open === undefined || open.book.version !== flow.catalogueVersion) return stale(asked, request, { key: 'conversation.flow.stale', templateId: flow.templateId });
  return step === undefined || step === flow.step ? act(open, flow) : stale(asked, request);
}

interface Ended {
  readonly key: 'conversation.flow.expired' | 'conversation.flow.stale';
  /** Its button begins it anew. */
  readonly templateId: string;
}

/** The alert "this step is out of date"; nothing changes but the buttons of a step that is over. */
function stale({ session, context }: Asked, request: Press, ended: Ended | null = null): Decision {
  const alert = callbackAnswer(request.pressId, context.texts.text(ended?.key ?? 'conversation.flow.stale'), true);
  const effects: EffectIntent[] = [{ type: 'aside', message: alert }];
  if (ended !== null && request.messageId !== null) {
    const buttons = restartButtons(ended.templateId, context).map((row) => row.map((one) => ({ ...one })));
    effects.push({ type: 'aside', message: { type: 'markup', messageId: request.messageId, buttons } });
  }
  return { ...answering(session, effects), result: 'refused', awaitsAnswer: false };
}
