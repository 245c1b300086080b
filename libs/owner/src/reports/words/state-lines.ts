import { Decimal } from 'decimal.js';
import type { FxStatusData } from '@ownerbot/shop';
import type { ReplyContext } from '@ownerbot/conversation';
import type { ReportView } from '../report-view';

/** Lines about what is now; none where the part did not answer, which the notes say. Plain text. */

export function ordersLine({ figures, context: { texts, formats } }: ReportView): string[] {
  const orders = figures('orders');
  if (orders === null) return [];
  const count = (preset: string): string => formats.integer(orders.counts.by_preset[preset] ?? 0);
  if ((orders.counts.by_preset['attention'] ?? 0) === 0) return [texts.text('dash.orders_calm')];
  return [texts.text('dash.orders', { attention: count('attention'), stuck: count('stuck'), payment: count('payment_issues'), late: count('late_ship') })];
}

export function queueLine({ figures, context: { texts, formats } }: ReportView): string[] {
  const queue = figures('queue');
  if (queue === null) return [];
  const count = formats.integer;
  return [texts.text('dash.queue', { unanswered: count(queue.unanswered_total), six: count(queue.unanswered_6h), day: count(queue.unanswered_24h), open: count(queue.total_open_threads) })];
}

export function stockLine({ figures, context: { texts, formats } }: ReportView): string[] {
  const stock = figures('stock');
  if (stock === null) return [];
  const { counts, low_stock_lte: limit } = stock;
  const count = formats.integer;
  return [texts.text('dash.stock', { out: count(counts.out_of_stock), limit: count(limit), low: count(counts.low_stock), price: count(counts.missing_price), photo: count(counts.missing_photo) })];
}

export function errorsLine({ figures, context: { texts, formats } }: ReportView): string[] {
  const errors = figures('errors');
  return errors === null ? [] : [texts.text('dash.errors', { hours: errors.window_hours, total: formats.integer(errors.total) })];
}

const DIGITS = 4;

export function rateLine({ figures, context }: ReportView): string[] {
  const rate = figures('rate');
  if (rate === null) return [];
  const { texts, formats } = context;
  const words = { base: rate.base_currency, shop: rate.shop_currency, rate: rateOf(rate.rate, context), due: dueWords(rate, context) };
  if (rate.rate_applied === null) return [texts.text('dash.rate_new', words)];
  const change = rate.delta_percent === null ? '—' : formats.change(new Decimal(rate.delta_percent).toDecimalPlaces(1, Decimal.ROUND_HALF_UP).toFixed());
  return [texts.text('dash.rate', { ...words, applied: rateOf(rate.rate_applied, context), change })];
}

/** At least four digits behind the point, and all that it was told with. */
export function rateOf(value: string, { formats, texts }: ReplyContext): string {
  const places = Math.max(DIGITS, new Decimal(value).decimalPlaces());
  const shown = formats.rate(new Decimal(value).toFixed(places));
  const point = texts.locale === 'ru' ? ',' : '.';
  const [whole = '', digits = ''] = shown.split(point);
  return `${whole}${point}${digits.padEnd(DIGITS, '0')}`;
}

const REASONS = ['RATE_DELTA_BELOW_MIN', 'COOLDOWN', 'NO_CHANGES'];

export function dueWords({ would_apply: isDue, noop_reason: reason }: FxStatusData, { texts }: ReplyContext): string {
  return texts.text('dash.due', { reason: isDue ? 'DUE' : reason !== null && REASONS.includes(reason) ? reason : 'other' });
}
