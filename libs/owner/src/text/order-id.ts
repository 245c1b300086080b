import { toLatin } from './look-alikes';

/** An order id in a text, and where it stands. */
export type FoundOrderId = { orderId: string; start: number; end: number };

const LONGEST_DIGITS = 12;

/**
 * All order ids of a text: the shop's prefix with digits in any alphabet and spacing, or digits next to
 * the word for order or №; such bare digits get the prefix. `text` is the original: spans point into it.
 */
export function findOrderIds(text: string, prefix: string): FoundOrderId[] {
  const found: FoundOrderId[] = [];
  const add = (match: RegExpExecArray): void => {
    const digits = match.groups?.['digits'] ?? '';
    const end = match.index + match[0].length;
    if (found.some((known) => match.index < known.end && known.start < end)) return;
    found.push({ orderId: `${prefix}${digits}`.toUpperCase(), start: match.index, end });
  };
  const latin = toLatinOneToOne(text);
  const letters = prefix.replace(/[^a-z0-9]/gi, '');
  if (letters !== '') {
    const own = new RegExp(`(?<![\\p{L}\\p{N}])${letters}\\s*[-‐‑‒–—−_]?\\s*(?<digits>\\d{1,${LONGEST_DIGITS}})(?![\\p{L}\\p{N}]|[.,]\\d)`, 'giu');
    for (const match of latin.matchAll(own)) add(match);
  }
  for (const pattern of [BEHIND_THE_WORD, BEFORE_THE_WORD]) for (const match of text.matchAll(pattern)) add(match);
  return found.sort((one, other) => one.start - other.start);
}

/** The end of a number that is written as it is spoken: "1003-го", "1003й". */
const ORDINAL = '-?(?:й|го|му|м|ый|ого|ому|ым|ом|ой|ий|е|я)(?![\\p{L}\\p{N}])';
const UNIT = '\\s*(?:%|€|\\$|дн|день|час|шт|евро|руб|day|hour|euro|week|недел|месяц)';
/** "заказ 1003", "заказа номер 1003", "order #1003", "№ 1003"; not "заказ 1003 евро" nor "заказы за 7 дней". */
const BEHIND_THE_WORD = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:заказ(?:а|у|ом|е)?|order)\\s+(?:(?:под\\s+)?(?:номер(?:ом)?|no\\.?|number|id)\\s*)?[№#]?\\s*|[№#]\\s*)(?<digits>\\d{1,${LONGEST_DIGITS}})(?:${ORDINAL}|(?![\\p{L}\\p{N}]|[.,/:]\\d|${UNIT}))`,
  'giu',
);
/** "1003-й заказ", "1003 заказ"; a few "заказа" or "заказов" are counted. */
const BEFORE_THE_WORD = new RegExp(`(?<![\\p{L}\\p{N}.,/:-])(?<digits>\\d{3,${LONGEST_DIGITS}})(?:${ORDINAL}\\s+заказ(?:а|у|ом|е)?|\\s+заказ(?:у|ом|е)?)(?![\\p{L}\\p{N}])`, 'giu');

/** Look-alikes are single letters on both sides, so positions stay the same. */
function toLatinOneToOne(text: string): string {
  return [...text].every((character) => character.length === 1) ? toLatin(text) : text.replace(/[А-яЁёІіЈјЅѕ]/g, toLatin);
}

/** The whole text is one order id: with the prefix, or after the word for order or №, or bare digits of the usual length. */
export function readBareOrderId(text: string, prefix: string): string | null {
  const trimmed = text.trim().replace(/[?!.]+$/, '');
  if (/^\d{3,6}$/.test(trimmed)) return `${prefix}${trimmed}`.toUpperCase();
  const [only, second] = findOrderIds(trimmed, prefix);
  return only && !second && only.start === 0 && only.end === trimmed.length ? only.orderId : null;
}
