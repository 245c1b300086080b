import type { Incoming, Reply, ReplyContext, Route } from '@ownerbot/conversation';
import { analyse, type Analysis } from '../intents/analyse';
import { type DialogueAct, dialogueActOf } from '../intents/dialogue-acts';
import { guardOf } from '../intents/guards';
import { type Candidate, matchPatterns, topicOf } from '../intents/match';
import { today } from '../periods/calendar';
import { panelButton } from '../replies/buttons';
import { type FollowUp, followUps } from '../replies/follow-ups';
import { ANALYSED_LENGTH } from '../text/normalise';
import { readBareOrderId } from '../text/order-id';
import { refuseChange, refuseTopic } from './refusals';
import { requestOf } from './request-of';

/** From this confidence on a read runs; below it, down to the second one, it is only offered. */
const RUNS_FROM = 0.6;
const OFFERED_FROM = 0.4;
const MOST_OFFERS = 3;
const MOST_ORDERS_OFFERED = 6;

/** What a free text asks for. Null: nothing of it is understood, and the help answers. Pure. */
export function routeText({ text, messageId }: Incoming & { readonly text: string }, context: ReplyContext): Route | null {
  // Its end would go unread, and a change may be asked for there.
  if (text.length > ANALYSED_LENGTH) return null;
  const orderId = readBareOrderId(text, context.tenant.orderPrefix);
  if (orderId !== null) return { type: 'tool', tool: 'order_detail', payload: { order_id: orderId } };
  const analysis = analyse(text, { today: today(context.now, context.timezone), orderPrefix: context.tenant.orderPrefix });
  const act = dialogueActOf(analysis.words);
  if (act) return routeAct(act, context);
  const guard = guardOf(analysis);
  const seed = `${context.chatId}/${messageId ?? text}`;
  if (guard === 'why' && analysis.orderIds.length > 0) return offerOrders('guard.why_order', analysis.orderIds, seed, context);
  if (guard) return refuseChange(context, guard);
  if (analysis.orderIds.length > 1) return offerOrders('help.one_order', analysis.orderIds, seed, context);
  return routeCandidates(matchPatterns(analysis), analysis, seed, context);
}

/** How sure the best reading of a text is; 0 for what is refused or not understood. */
export function routeConfidence(text: string, context: ReplyContext): number {
  if (readBareOrderId(text, context.tenant.orderPrefix) !== null) return 0;
  const analysis = analyse(text, { today: today(context.now, context.timezone), orderPrefix: context.tenant.orderPrefix });
  if (dialogueActOf(analysis.words) || guardOf(analysis)) return 0;
  return matchPatterns(analysis)[0]?.confidence ?? 0;
}

function routeCandidates(candidates: readonly Candidate[], analysis: Analysis, seed: string, context: ReplyContext): Route | null {
  const [best] = candidates;
  if (best && best.confidence >= RUNS_FROM) {
    const target = requestOf(best, analysis, context);
    return 'refusal' in target ? target.refusal : { type: 'tool', ...target.request };
  }
  const topic = topicOf(analysis);
  if (topic) return refuseTopic(context, topic);
  return offerCandidates(candidates, analysis, seed, context);
}

/** Understood in part: nothing runs that would leave a word out; the nearest requests are buttons. */
function offerCandidates(candidates: readonly Candidate[], analysis: Analysis, seed: string, context: ReplyContext): Route | null {
  const likely = candidates.filter(({ coverage }) => coverage >= OFFERED_FROM).slice(0, MOST_OFFERS);
  const offers = likely.flatMap((candidate): FollowUp[] => {
    const target = requestOf(candidate, analysis, context);
    return 'request' in target ? [{ ...target.request, label: context.texts.text(`offer.${candidate.intent}`) }] : [];
  });
  if (offers.length === 0) return null;
  const unexplained = likely[0]?.unexplained[0];
  const html = unexplained === undefined ? context.texts.html('help.which') : context.texts.html('help.unexplained', { word: unexplained });
  return { type: 'reply', reply: withOffers(html, offers, seed, context) };
}

function offerOrders(key: 'help.one_order' | 'guard.why_order', orderIds: readonly string[], seed: string, context: ReplyContext): Route {
  const offers = orderIds.slice(0, MOST_ORDERS_OFFERED).map((orderId) => ({ label: orderId, tool: 'order_detail', payload: { order_id: orderId } }));
  return { type: 'reply', reply: withOffers(context.texts.html(key), offers, seed, context) };
}

function withOffers(html: string, offers: readonly FollowUp[], seed: string, context: ReplyContext): Reply {
  const { buttons, keep } = followUps(context, seed, offers);
  return { html, buttons: [...buttons.map((button) => [button]), [panelButton(context, 'home'), panelButton(context, 'help')]], keep };
}

function routeAct(act: DialogueAct, context: ReplyContext): Route {
  switch (act) {
    case 'home':
    case 'systems':
      return { type: 'panel', panel: act, as: 'new' };
    case 'help':
      return { type: 'help' };
    case 'cancel':
      return { type: 'reply', reply: { html: context.texts.html('cancel.nothing') } };
    default:
      return { type: 'reply', reply: { html: context.texts.html(`dialogue.${act}`), buttons: [[panelButton(context, 'home'), panelButton(context, 'help')]] } };
  }
}
