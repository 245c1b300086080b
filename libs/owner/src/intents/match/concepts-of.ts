import { isBareNumber } from '../sentence/find-amounts';
import type { Sentence } from '../sentence/analyse';
import type { Value, ValueKind } from '../sentence/value';

const PERIODS: Readonly<Record<string, (value: Value) => boolean>> = { day_period: ofPeriod('today', 'yesterday'), last_week_period: ofPeriod('last_week'), week_period: ofPeriod('7d'), month_period: ofPeriod('30d', 'last_month', 'this_month') };

/** Concepts of class `value`: what the sentence names by a value and not by a word. */
const BY_VALUE: Readonly<Record<string, (value: Value, sentence: Sentence) => boolean>> = {
  percent_value: (value) => value.kind === 'percent' || isBareNumber(value),
  percent_only: ofKind('percent'),
  plus_percent: ({ kind, sign }) => kind === 'percent' && sign === 'plus',
  minus_percent: ({ kind, sign }) => kind === 'percent' && sign === 'minus',
  money_value: (value) => value.kind === 'money' || isBareNumber(value),
  money_only: ofKind('money'),
  signed_money: ({ kind, sign }) => kind === 'money' && sign !== null,
  ids_value: ofKind('product_ids', 'look_ids'),
  looks_value: ofKind('look_ids'),
  order_value: ofKind('order_id'),
  phone_value: ofKind('phone'),
  code_value: ofKind('coupon_code'),
  stock_value: ofKind('stock_limit', 'stock_more'),
  duration_value: ofKind('duration'),
  wait_value: ofKind('wait'),
  horizon_value: ofKind('duration', 'period'),
  dated_period: ofKind('period'),
  ...PERIODS,
  to_value: (value, { tokens }) => (value.kind === 'money' || isBareNumber(value)) && (TO.has(tokens[value.from - 1]?.word ?? '') || tokens.slice(Math.max(0, value.from - REACH), value.from).some(({ word }) => word === 'до' || word === 'to')),
};

function ofKind(...kinds: ValueKind[]): (value: Value) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

/** A period that a phrase names by its concept alone: the request has a place of its own for it, so no slot takes it. */
export function isNamedPeriod(value: Value, explains: ReadonlySet<string>): boolean {
  return Object.entries(PERIODS).some(([name, isMeant]) => explains.has(name) && isMeant(value));
}

function ofPeriod(...presets: string[]): (value: Value) => boolean {
  return ({ kind, data }) => {
    const { period }: { period?: unknown } = kind === 'period' && typeof data === 'object' && data !== null ? data : {};
    return typeof period === 'object' && period !== null && 'preset' in period && presets.includes(String(period.preset));
  };
}

/** "До 30", "to 30", "= 30", "теперь 30": a price itself, not by how much it moves. */
const TO = new Set(['до', 'to', '=', 'теперь', 'now', 'будет', 'равна', 'равной', 'at', 'is', ':']);

/** "До цены 49,90": so far before the number the word may stand. */
const REACH = 3;

export const VALUE_CONCEPTS: readonly string[] = Object.keys(BY_VALUE);

/** Names of all concepts that occur. */
export function conceptsOf(sentence: Sentence): Set<string> {
  // The words of a period mean the period: "last" of "last week" asks for nothing recent.
  const periods = sentence.values.filter(({ kind }) => kind === 'period');
  const named = sentence.tokens.flatMap(({ concept }, at) => (concept === null || periods.some(({ from, to }) => from <= at && at < to) ? [] : [concept.name]));
  const valued = VALUE_CONCEPTS.filter((name) => sentence.values.some((value) => BY_VALUE[name]?.(value, sentence) === true));
  return new Set([...named, ...valued]);
}
