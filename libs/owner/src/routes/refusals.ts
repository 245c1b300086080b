import type { ReplyContext, Route } from '@ownerbot/conversation';
import type { Guard } from '../intents/guards';
import type { Meant } from '../intents/meant';
import { changesAll, type Understanding } from '../intents/understand';
import { isoDay, today } from '../periods/calendar';
import { LONGEST_PERIOD_DAYS, type PeriodRefusal } from '../periods/period';
import { panelButton, templateButton } from '../replies/buttons';
import { followUps } from '../replies/follow-ups';

/** Answers to requests that are understood and not carried out: why, and what works instead. */
const VALIDATION = 'VALIDATION_ERROR';
const LONGEST_WORD = 60;
const LEADING_ON = 3;

/** Nothing is read in place of a change; the previews that change nothing are offered. */
export function refuseChange(context: ReplyContext, guard: Guard | 'why' | 'which', near: readonly Meant[]): Route {
  const offered = guard === 'why' ? ['RPT_KPI_7D', 'RPT_REVENUE_TREND_30D'] : templatesOf(near);
  return { type: 'refusal', reason: guard === 'why' ? 'NOT_IMPLEMENTED' : 'CHANGE_REFUSED', reply: { html: context.texts.html(`guard.${guard}`), buttons: rows(context, offered) } };
}

/** A kind of request that the shop does not offer; never answered with something wider. */
export function refuseNotOffered(context: ReplyContext, { id, instead }: Extract<Understanding, { type: 'not_offered' }>): Route {
  return { type: 'refusal', reason: 'NOT_IMPLEMENTED', kind: `not_offered.${id}`, reply: { html: context.texts.html(`not_offered.${id}`), buttons: rows(context, instead) } };
}

/** A change, and nobody knows which, or what limits it. */
export function refuseUnknownChange(context: ReplyContext, { word, near }: Extract<Understanding, { type: 'unknown_change' }>): Route {
  const html = word === null ? context.texts.html('guard.change') : context.texts.html('guard.unexplained', { word: [...word].slice(0, LONGEST_WORD).join('') });
  return { type: 'refusal', reason: 'CHANGE_REFUSED', reply: { html, buttons: rows(context, templatesOf(near.filter(({ candidate }) => !changesAll(candidate)))) } };
}

function templatesOf(near: readonly Meant[]): string[] {
  return [...new Set(near.flatMap(({ candidate: { reading: { target } } }) => (target.type === 'template' ? [target.template.templateId] : [])))].slice(0, LEADING_ON);
}

const rows = (context: ReplyContext, templateIds: readonly string[]) => [...templateIds.map((id) => [templateButton(context, id)]), [panelButton(context, 'home'), panelButton(context, 'help')]];

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
