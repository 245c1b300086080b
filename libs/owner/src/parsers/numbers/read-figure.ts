import { Decimal } from 'decimal.js';
import { normalise } from '../../text/normalise';
import { readNumeral } from '../../text/numerals';

/** A number as it was written, and the tokens that it takes. */
export type Figure = {
  readonly value: Decimal;
  readonly length: number;
  /** A separator before exactly three digits: "1,200" is a thousand or one and a bit. `value` is the bit. */
  readonly thousands: Decimal | null;
};

const TOKEN = /\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*|\p{L}+(?:['-]\p{L}+)*|[^\s\p{L}\d]/gu;

export function numberTokens(text: string): string[] {
  return normalise(text).match(TOKEN) ?? [];
}

const HALVES: Readonly<Record<string, string>> = { полтора: '1.5', полторы: '1.5', полтысячи: '500', пол: '0.5', половина: '0.5', полсотни: '50' };
const THOUSANDS = new Set(['тыс', 'тысяча', 'тысячи', 'тысяч', 'тысячу', 'k', 'к', 'thousand']);
const MILLIONS = new Set(['млн', 'миллион', 'миллиона', 'миллионов', 'mln', 'million']);
/** Longer ones are no amounts of a shop, and would cost time. */
const LONGEST_DIGITS = 18;

/** The number that begins at `at`: digits with separators, words, "полтора", "1,5 тыс", "2k". */
export function readFigure(tokens: readonly string[], at: number): Figure | null {
  const base = readDigits(tokens[at] ?? '') ?? readWords(tokens, at);
  if (base === null) return null;
  const after = tokens[at + base.length] ?? '';
  const times = THOUSANDS.has(after) ? 1_000 : MILLIONS.has(after) ? 1_000_000 : null;
  if (times === null) return base;
  const length = base.length + 1;
  const more = /^\p{L}/u.test(tokens[at] ?? '') ? readNumeral(tokens, at + length) : null;
  const rest = more !== null && !more.isOrdinal && /^\p{L}/u.test(tokens[at + length] ?? '') && more.value < times ? more : null;
  return { value: base.value.times(times).plus(rest?.value ?? 0), length: length + (rest?.length ?? 0), thousands: null };
}

function readWords(tokens: readonly string[], at: number): Figure | null {
  const word = tokens[at] ?? '';
  const half = HALVES[word];
  if (half !== undefined) return { value: new Decimal(half), length: 1, thousands: null };
  if (THOUSANDS.has(word) && word.length > 3) return { value: new Decimal(1), length: 0, thousands: null };
  const numeral = readNumeral(tokens, at);
  return numeral === null || numeral.isOrdinal ? null : { value: new Decimal(numeral.value), length: numeral.length, thousands: null };
}

/** `1 200,50`, `1,200.50`, `1.200.000`, `3,5`, `1,200`. Null: no number that anybody writes. */
function readDigits(token: string): Figure | null {
  if (!/^\d/.test(token) || token.replace(/\D/g, '').length > LONGEST_DIGITS) return null;
  const figure = (digits: string, thousands: Decimal | null = null): Figure => ({ value: new Decimal(digits), length: 1, thousands });
  const joined = token.replaceAll(' ', '');
  const separators = joined.replace(/\d/g, '');
  if (separators === '') return figure(joined);
  const last = separators.slice(-1);
  const isMixed = new Set(separators).size > 1;
  if (token.includes(' ')) return figure(joined.replace(',', '.'));
  if (isMixed || separators.length > 1) {
    const grouping = separators.charAt(0);
    const [whole = '', fraction] = isMixed ? [joined.slice(0, joined.lastIndexOf(last)), joined.slice(joined.lastIndexOf(last) + 1)] : [joined];
    if (!/^\d{1,3}(?:[.,]\d{3})+$/.test(whole) || [...whole.replace(/\d/g, '')].some((one) => one !== grouping)) return null;
    const digits = whole.replaceAll(grouping, '');
    return figure(fraction === undefined ? digits : `${digits}.${fraction}`);
  }
  const decimal = joined.replace(',', '.');
  const isAmbiguous = /^[1-9]\d{0,2}[.,]\d{3}$/.test(joined);
  return figure(decimal, isAmbiguous ? new Decimal(joined.replace(/[.,]/, '')) : null);
}
