import { Decimal } from 'decimal.js';
import type { ReplyContext } from '@ownerbot/conversation';

/** A change with one decimal, an arrow and a sign, as it stands in texts and pictures: `▲ +5,9 %`. */
export function shortChange(percent: string | null, context: ReplyContext): string {
  return changeOf(percent === null ? null : new Decimal(percent).toDecimalPlaces(1, Decimal.ROUND_HALF_UP), context);
}

/** The same with two decimals, as it stands in tables. */
export function exactChange(percent: string | null, context: ReplyContext): string {
  return changeOf(percent === null ? null : new Decimal(percent), context);
}

function changeOf(value: Decimal | null, { texts, formats }: ReplyContext): string {
  const direction = value === null ? 'none' : value.isZero() ? 'same' : value.isNegative() ? 'down' : 'up';
  return texts.text('dash.change', { direction, change: formats.change(value?.toFixed() ?? null) });
}
