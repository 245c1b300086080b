import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import type { RateFacts } from './rate-facts';
import { providerName } from './setting-words';

const HOUR_MS = 3_600_000;

/** The state of the rate that a preview was made at; null where the preview kept none. */
export function rateOf({ preview: { data } }: Pick<ActionFacts, 'preview'>): RateFacts | null {
  const latest: unknown = data.interpretation?.['latest'];
  return typeof latest === 'object' && latest !== null && 'rate' in latest ? (latest as RateFacts) : null;
}

/** "Курс: 0,92 EUR за 1 USD, ECB, 18.03, 09:00". HTML. */
export function rateLine(rate: RateFacts, { texts, formats }: ReplyContext): string {
  return texts.html('fx_rate.now', {
    rate: formats.rate(rate.rate), shop: rate.shop_currency, base: rate.base_currency, provider: providerName(rate.provider), at: formats.moment(rate.rate_taken_at),
  });
}

/** "Цены посчитаны по 0,91, с тех пор курс изменился на +1,1 %". HTML; nothing where prices were never made by the rate. */
export function movedLine({ rate_applied: applied, delta_percent: delta }: RateFacts, { texts, formats }: ReplyContext): string[] {
  return applied === null ? [] : [texts.html('fx_rate.moved', { rate: formats.rate(applied), change: formats.change(delta) })];
}

/** The minimums that the change of the rate did not reach. HTML. */
export function thresholdLines({ min_rate_delta_percent: percent, min_rate_delta_abs: abs }: RateFacts, { texts, formats }: ReplyContext): string[] {
  const isOn = (minimum: string): boolean => Number(minimum) !== 0;
  return [
    ...(isOn(percent) ? [texts.html('fx_rate.threshold', { minimum: formats.percent(percent) })] : []),
    ...(isOn(abs) ? [texts.html('fx_rate.threshold_abs', { minimum: formats.rate(abs) })] : []),
  ];
}

/** When the last one was, how long the pause is, and when it ends. HTML. */
export function cooldownLines({ last_apply_success_at: last, min_apply_cooldown_hours: hours }: RateFacts, { texts, formats }: ReplyContext): string[] {
  if (last === null) return [];
  const ends = new Date(Date.parse(last) + hours * HOUR_MS).toISOString();
  return [texts.html('fx_rate.cooldown', { last: formats.moment(last), hours: formats.integer(hours), ends: formats.moment(ends) })];
}
