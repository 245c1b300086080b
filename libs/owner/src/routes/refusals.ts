import type { ReplyContext, Route } from '@ownerbot/conversation';
import type { Topic } from '../intents/lexicon/concepts';
import type { Guard } from '../intents/guards';
import { isoDay, today } from '../periods/calendar';
import { LONGEST_PERIOD_DAYS, type PeriodRefusal } from '../periods/period';
import { panelButton, templateButton } from '../replies/buttons';
import { followUps } from '../replies/follow-ups';

/** Answers to requests that are understood and not carried out: why, and what works instead. */
const VALIDATION = 'VALIDATION_ERROR';

/** Nothing is read in place of a change. */
export function refuseChange(context: ReplyContext, guard: Guard): Route {
  const buttons =
    guard === 'why'
      ? [[templateButton(context, 'RPT_KPI_7D'), templateButton(context, 'RPT_REVENUE_TREND_30D')]]
      : [[panelButton(context, 'home'), panelButton(context, 'help')]];
  return { type: 'refusal', reason: guard === 'why' ? 'NOT_IMPLEMENTED' : 'CHANGE_NOT_OFFERED', reply: { html: context.texts.html(`guard.${guard}`), buttons } };
}

export function refuseTopic(context: ReplyContext, topic: Topic): Route {
  return {
    type: 'refusal',
    reason: 'NOT_IMPLEMENTED',
    reply: { html: context.texts.html(`topic.${topic}`), buttons: [[panelButton(context, 'home'), panelButton(context, 'help')]] },
  };
}

/** `tool` is what would have run: a period too long is offered in its longest form. */
export function refusePeriod(context: ReplyContext, refusal: PeriodRefusal, tool: string): Route {
  const html = context.texts.html(`input.period.${refusal}`);
  if (refusal !== 'too_long') return { type: 'refusal', reason: VALIDATION, reply: { html } };
  const now = today(context.now, context.timezone);
  const period = { preset: 'custom', from: isoDay(now.minus({ days: LONGEST_PERIOD_DAYS - 1 })), to: isoDay(now) };
  const label = context.texts.text('input.period.longest', { days: LONGEST_PERIOD_DAYS });
  const { buttons, keep } = followUps(context, `longest/${context.chatId}/${context.now.toISOString()}`, [{ label, tool, payload: { period } }]);
  return { type: 'refusal', reason: VALIDATION, reply: { html, buttons: [buttons], keep } };
}

export type InputProblem = 'period.unknown' | 'period.two' | 'limit' | 'since_hours' | 'trend' | 'horizon';

export function refuseInput(context: ReplyContext, problem: InputProblem): Route {
  return { type: 'refusal', reason: VALIDATION, reply: { html: context.texts.html(`input.${problem}`) } };
}

/** Of a list other than that of orders. */
export function refuseLimit(context: ReplyContext, most: number): Route {
  return { type: 'refusal', reason: VALIDATION, reply: { html: context.texts.html('input.rows', { most: context.formats.integer(most) }) } };
}

export function refuseOrderId(context: ReplyContext, problem: 'missing' | 'unreadable'): Route {
  return { type: 'refusal', reason: VALIDATION, reply: { html: context.texts.html(`input.order_id.${problem}`, { example: `${context.tenant.orderPrefix}1003` }) } };
}
