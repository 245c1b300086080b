import { Decimal } from 'decimal.js';
import type { ReplyContext } from '@ownerbot/conversation';
import type { Tick } from '@ownerbot/reports';

/** Labels of a money axis: short, without the currency, which its title names. */
export function moneyTicks(values: readonly string[], context: ReplyContext): Tick[] {
  return values.map((at) => ({ at, label: shortNumber(at, context) }));
}

/** Labels of an axis of counts; below zero there is nothing to count. */
export function countTicks(values: readonly number[], context: ReplyContext): Tick[] {
  return values.map((at) => ({ at: String(at), label: at < 0 ? '' : shortNumber(String(at), context) }));
}

/** `500`, `12,5 тыс.`, `1,2 млн`. */
function shortNumber(value: string, { texts, formats }: ReplyContext): string {
  const number = new Decimal(value);
  if (number.abs().lt(1_000)) return formats.number(number.toString());
  const isMillion = number.abs().gte(1_000_000);
  return texts.text('picture.short_number', { unit: isMillion ? 'million' : 'thousand', value: formats.number(number.div(isMillion ? 1_000_000 : 1_000).toString()) });
}
