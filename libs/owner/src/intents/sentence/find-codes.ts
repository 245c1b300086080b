import { toLatin } from '../../text/look-alikes';
import { findOrderIds } from '../../text/order-id';
import { findPhone } from '../../text/phone';
import type { ValueKind } from './value';

/** An id, a code or a phone number, found before words are cut: its letters and digits are no words of the sentence. */
export interface Code {
  readonly kind: ValueKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface Prefixes {
  readonly orderPrefix: string;
  readonly productPrefix: string;
  readonly lookPrefix: string;
}

const UNITS = '%|€|\\$|₴|процент|percent|евро|euro|eur|usd|доллар|dollar|грн|шт|piece|pcs|час|hour|hrs?\\b|дн[еяи]|день|days?\\b|недел|week|месяц|month|раз|times|uses|минут|minute';
const END = `(?![\\p{L}\\p{N}]|[.,]\\d|\\s*(?:${UNITS}))`;
const BETWEEN = '\\s*(?:[,;]\\s*(?:и|and|&)?|\\s(?:и|and|&)\\s|\\s)\\s*';
const LABEL = '(?:\\s*(?:с\\s+)?(?:id|ids|ид|номер\\p{L}*|numbers?|no\\.|№|#|:))*\\s*';
const PRODUCT = '(?:товар\\p{L}*|продукт\\p{L}*|позици\\p{L}*|артикул\\p{L}*|карточк\\p{L}*|products?|items?|skus?)';
const LOOK = '(?:образ\\p{L}*|лук(?:и|ов|ам|а|у|ами|ах)?|looks?|outfits?)';
const CAMPAIGN = /(?<![\p{L}])(?:кампани\p{L}*|campaign)\s*(?:номер\p{L}*|№|#|no\.?|id)?\s*(?<digits>\d{1,9})(?![\p{L}\p{N}]|[.,]\d)/giu;
/** "Цену 12 до 30": an id only where another number follows. */
const PRICE_OF = /(?<![\p{L}])(?:цен[ауеы]\s+(?:на\s+|у\s+)?|price\s+(?:of|for|on)\s+)(?<list>\d{1,9})(?=\s+(?:до|теперь|to|by|=)\s*[-+]?\s*[€$]?\d)/giu;

/** All of them, left to right, none overlapping. Spans point into `text`. */
export function findCodes(text: string, prefixes: Prefixes): Code[] {
  const found: Code[] = [];
  const add = (kind: ValueKind, value: string, start: number, end: number): void => {
    if (!found.some((known) => start < known.end && known.start < end)) found.push({ kind, text: value, start, end });
  };
  const latin = toLatinOneToOne(text);
  for (const [kind, prefix, noun] of [['product_ids', prefixes.productPrefix, PRODUCT], ['look_ids', prefixes.lookPrefix, LOOK]] as const) {
    for (const { list, start, end } of listsOf(text, latin, prefix, noun)) add(kind, list, start, end);
  }
  for (const match of text.matchAll(PRICE_OF)) {
    const list = match.groups?.['list'] ?? '';
    const start = match.index + match[0].length - list.length;
    add('product_ids', list, start, start + list.length);
  }
  for (const match of text.matchAll(CAMPAIGN)) {
    const noun = /^\p{L}+/u.exec(match[0])?.[0] ?? '';
    add('campaign_id', match.groups?.['digits'] ?? '', match.index + noun.length, match.index + match[0].length);
  }
  for (const { orderId, start, end } of findOrderIds(text, prefixes.orderPrefix)) add('order_id', orderId, start, end);
  for (const { code, start, end } of couponCodes(text)) add('coupon_code', code, start, end);
  const rest = found.reduce((left, { start, end }) => `${left.slice(0, start)}${'_'.repeat(end - start)}${left.slice(end)}`, text);
  const phone = findPhone(rest);
  if (phone) add('phone', phone.digits, phone.start, phone.end);
  return found.sort((one, other) => one.start - other.start);
}

/** Ids after the word for them, and codes with the shop's prefix anywhere. */
function listsOf(text: string, latin: string, prefix: string, noun: string): { list: string; start: number; end: number }[] {
  const letters = prefix.replace(/[^A-Za-z0-9]/g, '');
  const code = letters === '' ? null : `(?:${letters}\\s?[-_]?\\s?\\d{1,9})`;
  const item = `[№#]?\\s*(?:${code === null ? '' : `${code}|`}\\d{1,9})`;
  const after = new RegExp(`(?<![\\p{L}])${noun}${LABEL}(?<list>${item}(?:${BETWEEN}${item})*)${END}`, 'giu');
  const spans = [...text.matchAll(after)].map((match) => {
    const word = /^\p{L}+/u.exec(match[0])?.[0] ?? '';
    return { list: match.groups?.['list'] ?? '', start: match.index + word.length, end: match.index + match[0].length };
  });
  if (code === null) return spans;
  const anywhere = new RegExp(`(?<![\\p{L}\\p{N}])${code}(?:${BETWEEN}${code})*(?![\\p{L}\\p{N}])`, 'giu');
  return [...spans, ...[...latin.matchAll(anywhere)].map((match) => ({ list: text.slice(match.index, match.index + match[0].length), start: match.index, end: match.index + match[0].length }))];
}

const COUPON = /(?<![\p{L}])(?:(?:промо-?)?код(?:а|у|ом)?|промокод\p{L}*|промик\p{L}*|купон\p{L}*|coupons?|vouchers?|promo(?:\s+code)?s?|codes?)(?:\s+|(?=[.,!?]|$))(?:с\s+(?:кодом|именем)\s+|named\s+|called\s+|code\s+)?/giu;
const CODE_SHAPE = /^["']?(?<code>[A-Za-z][A-Za-z0-9_-]{1,63})["']?(?![\p{L}\p{N}])/u;
const CAPITALS = /(?<![\p{L}\p{N}_-])(?:[A-Z][A-Z_-]*\d[A-Z0-9_-]*|[A-Z]{3,}[A-Z0-9_-]*)(?![\p{L}\p{N}])/gu;
/** Capitals that are no codes. */
const ABBREVIATIONS = new Set(['KPI', 'SIS', 'USD', 'EUR', 'UAH', 'PLN', 'GBP', 'PDF', 'PNG', 'CSV', 'VAT', 'AND', 'THE', 'FOR', 'ALL', 'OFF', 'NEW', 'COUPON', 'PROMO', 'CODE', 'CREATE', 'DISABLE', 'PLEASE']);

/** Behind the word for it in capitals, with a digit, in quotes, or in Latin letters amid Russian; in capitals anywhere beside that word. */
function couponCodes(text: string): { code: string; start: number; end: number }[] {
  const nouns = [...text.matchAll(COUPON)];
  if (nouns.length === 0) return [];
  const isRussian = /\p{Script=Cyrillic}/u.test(text);
  // In a text of capitals, capitals mark nothing.
  const marksCode = /\p{Ll}/u.test(text) ? /^[A-Z_-]{2,}$/ : /$^/;
  for (const noun of nouns) {
    const start = noun.index + noun[0].length;
    const shape = CODE_SHAPE.exec(text.slice(start));
    const code = shape?.groups?.['code'] ?? '';
    const isCode = /\d|_/.test(code) || marksCode.test(code) || /^["']/.test(shape?.[0] ?? '') || isRussian;
    if (shape && isCode && !ABBREVIATIONS.has(code.toUpperCase())) return [{ code: code.toUpperCase(), start, end: start + shape[0].length }];
  }
  for (const match of text.matchAll(CAPITALS)) if (!ABBREVIATIONS.has(match[0]) && (/\d/.test(match[0]) || marksCode.test(match[0]))) return [{ code: match[0], start: match.index, end: match.index + match[0].length }];
  return [];
}

/** Look-alikes are single letters on both sides, so positions stay the same. */
const toLatinOneToOne = (text: string): string => text.replace(/[А-яЁёІіЈјЅѕ]/g, toLatin);
