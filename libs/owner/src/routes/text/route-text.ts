import type { ChosenTarget, Incoming, ReplyContext, Route } from '@ownerbot/conversation';
import { adviceOfText } from '../../advice/routes/advice-of-text';
import { dialogueActOf, type DialogueAct } from '../../intents/dialogue-acts';
import { asksWhy, namesCommand } from '../../intents/guards';
import { ownerReadings } from '../../intents/owner-readings';
import { analyse, type Sentence } from '../../intents/sentence/analyse';
import type { Meant } from '../../intents/meant';
import { confidenceOf, understand, type Understanding } from '../../intents/understand';
import { panelButton } from '../../replies/buttons';
import { asksForMore } from '../../replies/last-list';
import { namedRowsOf } from '../../replies/named-rows';
import { pointsAtRows } from '../../replies/pointing';
import { ANALYSED_LENGTH } from '../../text/normalise';
import { readBareOrderId } from '../../text/order-id';
import { routeMore } from '../../tools/orders-search/pages';
import { askAmong, askWhichOrder, labelOf } from './questions';
import { refuseChange, refuseNotOffered, refuseUnknownChange } from '../refusals';
import { planRoute } from './plan-route';
import { routeAgain } from './route-again';
import { targetOf } from './route-of-reading';
import { routedAs, routedBy } from './routed';

/** What a free text asks for. Null: nothing of it is understood, and the help answers. Pure. */
export function routeText({ text, isForwarded = false }: Incoming & { readonly text: string }, context: ReplyContext): Route | null {
  // Its end would go unread, and a change may be asked for there.
  if (text.length > ANALYSED_LENGTH) return null;
  const more = asksForMore(text) ? routeMore(context) : null;
  if (more !== null) return routedBy('rule', more);
  const orderId = readBareOrderId(text, context.tenant.orderPrefix);
  if (orderId !== null) return routedBy('bareId', { type: 'tool', tool: 'order_detail', payload: { order_id: orderId } });
  const named = namedRowsOf(context);
  const sentence = analyse(text, { ...context, named });
  const act = dialogueActOf(sentence);
  if (act !== null) return routedBy('rule', routeAct(act, context));
  const understood = understand(sentence, ownerReadings(), context, { isForwarded });
  const orderIds = orderIdsOf(sentence);
  if (isUnclear(understood) && pointsAway(sentence)) return routedBy('guard', refuseChange(context, 'which', []));
  if (understood.type === 'why') return routedBy('guard', orderIds.length > 0 ? askWhichOrder('guard.why_order', orderIds, context) : refuseChange(context, 'why', []));
  if (orderIds.length > 1 && understood.type !== 'guarded') return routedBy('rule', askWhichOrder('help.one_order', orderIds, context));
  return (
    routedBy('rule', routeAgain(sentence, understood, context)) ??
    (isForwarded ? null : routedBy('advice', adviceOfText(sentence, understood, context))) ??
    routedAs(understood, routeUnderstood(understood, context))
  );
}

/** How sure the best reading of a text is; 0 for what is refused or not understood. */
export function routeConfidence(text: string, context: ReplyContext): number {
  if (readBareOrderId(text, context.tenant.orderPrefix) !== null) return 0;
  const sentence = analyse(text, context);
  return dialogueActOf(sentence) !== null || asksWhy(sentence) ? 0 : confidenceOf(sentence, ownerReadings(), context);
}

function routeUnderstood(understood: Understanding, context: ReplyContext): Route | null {
  switch (understood.type) {
    case 'run': {
      const found = targetOf(understood.meant, context);
      return 'refusal' in found ? found.refusal : withInterpretation(found.target, understood.meant, context);
    }
    case 'plan':
      return planRoute(understood.plan, context);
    case 'choose':
      return askAmong(understood, context);
    case 'guarded':
      return refuseChange(context, understood.guard, understood.near);
    case 'not_offered':
      return refuseNotOffered(context, understood);
    case 'unknown_change':
      return refuseUnknownChange(context, understood);
    case 'why':
      return refuseChange(context, 'why', []);
    case 'nothing':
      return null;
  }
}

/** From this confidence on a read needs no words of what was understood. */
const SURE_FROM = 0.9;

/** A read of words that were not all understood says first what it was taken for. */
function withInterpretation(target: ChosenTarget, meant: Meant, context: ReplyContext): Route {
  const { reading, confidence } = meant.candidate;
  if (target.type !== 'tool' || confidence >= SURE_FROM || reading.isWrite || reading.target.type !== 'template') return target;
  return { ...target, understood: labelOf(reading.target.template, meant, context) };
}

/** A change that stays a question or is not understood. */
const isUnclear = ({ type }: Understanding): boolean => type === 'unknown_change' || type === 'choose';
/** "Скрой их", and nobody knows whom: no id stands there. */
const pointsAway = ({ tokens, values }: Sentence): boolean =>
  tokens.some(({ word }) => pointsAtRows(word)) && namesCommand({ tokens }) && !values.some(({ kind }) => kind === 'product_ids' || kind === 'look_ids' || kind === 'order_id');

const orderIdsOf = ({ values }: Sentence): string[] => [...new Set(values.flatMap(({ kind, text }) => (kind === 'order_id' ? [text] : [])))];

function routeAct(act: DialogueAct, context: ReplyContext): Route {
  switch (act) {
    case 'home':
    case 'systems':
      return { type: 'panel', panel: act, as: 'new' };
    case 'help':
      return { type: 'help' };
    case 'cancel':
      return { type: 'reply', reply: { html: context.texts.html('cancel.nothing') } };
    case 'approval':
      return sayOf(context.recent.openProposals > 0 ? 'approval_open' : 'approval', context);
    default:
      return sayOf(act, context);
  }
}

function sayOf(what: DialogueAct | 'approval_open', context: ReplyContext): Route {
  return { type: 'reply', reply: { html: context.texts.html(`dialogue.${what}`), buttons: [[panelButton(context, 'home'), panelButton(context, 'help')]] } };
}
