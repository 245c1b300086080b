import { currencyOf } from '../../parsers/numbers/money';
import { readFigure } from '../../parsers/numbers/read-figure';
import { isNumber, type Token } from './tokens';
import { overlap, type Value } from './value';

/** Percents, sums of money, bare numbers, factors and ranges. */
const PERCENT = /^(?:%|процент\p{L}*|проц|percents?|pct)$/u;
const MINUS = new Set(['-', 'минус', 'minus']);
const PLUS = new Set(['+', 'плюс', 'plus']);
const FACTORS = new Set(['вдвое', 'втрое', 'вчетверо', 'наполовину', 'twice', 'double', 'triple', 'halve']);
/** "На треть", "скидку четверть" say how much; "половину цен" says of what. */
const FRACTIONS = new Set(['половину', 'четверть', 'треть', 'half', 'quarter', 'third']);
const BEFORE_FRACTION = /^(?:на|by|скидк\p{L}*)$/u;
const TIMES = /^(?:раза?|times)$/u;
const RANGE_WORDS = new Set(['-', 'до', 'to', 'по', '..', '…']);
/** Behind such a word a number is no amount: hours, pieces, days, uses. */
const OTHER_UNIT = /^(?:ч|час\p{L}*|мин|минут\p{L}*|дн|день|дня|дней|дню|сут\p{L}*|нед\p{L}*|месяц\p{L}*|мес|год\p{L}*|лет|квартал\p{L}*|шт|штук\p{L}*|h|hrs?|hours?|days?|d|weeks?|w|months?|minutes?|mins?|pcs|pieces?|units?|раз|раза|использовани\p{L}*|применени\p{L}*|uses|times|am|pm|утра|вечера|заказ\p{L}*|товар\p{L}*|orders?|products?|числ\p{L}*|январ\p{L}*|феврал\p{L}*|март\p{L}*|апрел\p{L}*|ма[йяе]|июн\p{L}*|июл\p{L}*|август\p{L}*|сентябр\p{L}*|октябр\p{L}*|ноябр\p{L}*|декабр\p{L}*)$/u;

export function findAmounts(tokens: readonly Token[]): Value[] {
  const words = tokens.map(({ word }) => word);
  const values: Value[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const factor = readFactor(words, at);
    if (factor !== null) {
      values.push(factor);
      at = factor.to - 1;
      continue;
    }
    const figure = tokens[at]?.code === null ? readFigure(words, at) : null;
    if (figure === null || figure.length === 0) continue;
    values.push(amountOf(words, at, figure.length));
    at += figure.length - 1;
  }
  return withRanges(values, words);
}

function readFactor(words: readonly string[], at: number): Value | null {
  const word = words[at] ?? '';
  const saysHowMuch = FRACTIONS.has(word) && BEFORE_FRACTION.test(words[at - 1] ?? '') && !/^\p{L}{3}/u.test(words[at + 1] ?? '');
  if (FACTORS.has(word) || saysHowMuch) return { kind: 'factor', from: at, to: at + 1, text: word, data: null, sign: null };
  const figure = readFigure(words, at);
  const isTimes = figure !== null && TIMES.test(words[at + figure.length] ?? '') && words[at - 1] === 'в';
  return isTimes && figure !== null ? { kind: 'factor', from: at - 1, to: at + figure.length + 1, text: word, data: null, sign: null } : null;
}

/** The number at `at` with its sign and the unit before or behind it. */
function amountOf(words: readonly string[], at: number, length: number): Value {
  const number = words.slice(at, at + length).join(' ');
  const ahead = currencyOf(words[at - 1] ?? '') !== null && /^[^\p{L}]$/u.test(words[at - 1] ?? '') ? at - 1 : at;
  const signed = MINUS.has(words[ahead - 1] ?? '') ? 'minus' : PLUS.has(words[ahead - 1] ?? '') ? 'plus' : null;
  // "1-15 марта": a dash between two numbers is no sign.
  const sign = signed === 'minus' && words[ahead - 1] === '-' && /^\d/.test(words[ahead - 2] ?? '') ? null : signed;
  const from = sign === null ? ahead : ahead - 1;
  const behind = at + length;
  const unit = words[behind] ?? '';
  if (PERCENT.test(unit)) return { kind: 'percent', from, to: behind + 1, text: `${number} %`, data: null, sign };
  const currency = ahead < at ? (words[ahead] ?? '') : currencyOf(unit) !== null ? unit : null;
  if (currency !== null) return { kind: 'money', from, to: ahead < at ? behind : behind + 1, text: `${number} ${currency}`, data: null, sign };
  if (OTHER_UNIT.test(unit)) return { kind: 'number', from, to: behind, text: number, data: 'united', sign };
  return { kind: 'number', from, to: behind, text: number, data: null, sign };
}

/** "От 5 до 10 %", "10-15": two numbers that are one choice of many. */
function withRanges(values: readonly Value[], words: readonly string[]): Value[] {
  const ranges = values.flatMap((one, index): Value[] => {
    const next = values[index + 1];
    if (next === undefined || one.kind === 'factor' || next.kind === 'factor' || next.data === 'united') return [];
    const between = words.slice(one.to, next.from).concat(next.sign === 'minus' ? ['-'] : []);
    const isRange = between.length === 1 && RANGE_WORDS.has(between[0] ?? '') && (between[0] === '-' || ['от', 'from', 'с', 'between'].includes(words[one.from - 1] ?? ''));
    return isRange ? [{ kind: 'range', from: one.from, to: next.to, text: words.slice(one.from, next.to).join(' '), data: null, sign: null }] : [];
  });
  return [...values.filter((value) => !ranges.some((range) => overlap(range, value))), ...ranges];
}

/** Whether the value is a number that its sentence gave no unit: the slot that takes it decides what it is. */
export const isBareNumber = (value: Value): boolean => value.kind === 'number' && value.data === null;

/** Whether a number word begins at the token. */
export const beginsNumber = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  return token !== undefined && token.code === null && (isNumber(token) || (readFigure(tokens.map(({ word }) => word), at)?.length ?? 0) > 0);
};
