import type { CalendarDay } from '../../periods/calendar';
import { findPeriods } from '../../periods/find-periods';
import { readNumeral } from '../../text/numerals';
import type { Token } from './tokens';
import type { Value, ValueKind } from './value';

/** Numbers that limit: how many rows, how many pieces at most, how many hours at least, how many uses. */
const MORE_THAN = new Set(['больше', 'дольше', 'более', 'старше', 'свыше', 'over', 'longer', 'older', 'more', 'above', '>', 'уже', 'last_more']);
const LESS_THAN = new Set(['меньше', 'менее', 'ниже', 'less', 'fewer', 'under', 'below', '<']);
const AT_MOST = new Set(['до', '<=', '≤']);
const AT_MOST_PHRASES: readonly (readonly string[])[] = [['не', 'больше'], ['не', 'более'], ['не', 'выше'], ['up', 'to'], ['at', 'most'], ['no', 'more', 'than'], ['not', 'more', 'than'], ['максимум'], ['или', 'меньше']];
const OR_LESS: readonly (readonly string[])[] = [['и', 'меньше'], ['или', 'меньше'], ['и', 'менее'], ['или', 'менее'], ['и', 'ниже'], ['or', 'less'], ['or', 'fewer'], ['and', 'less'], ['and', 'fewer'], ['and', 'below'], ['or', 'below']];
const OR_MORE: readonly (readonly string[])[] = [['и', 'больше'], ['и', 'более'], ['или', 'больше'], ['или', 'дольше'], ['и', 'дольше'], ['or', 'more'], ['and', 'more'], ['or', 'longer'], ['+']];
const THAN = new Set(['than', 'чем', 'a', 'an']);
const HOURS = new Set(['час', 'часа', 'часов', 'часик', 'ч', 'h', 'hr', 'hrs', 'hour', 'hours']);
const DAYS = new Set(['день', 'дня', 'дней', 'сутки', 'суток', 'd', 'day', 'days']);
const WEEKS = new Set(['неделю', 'недели', 'недель', 'week', 'weeks']);
const PIECES = new Set(['шт', 'штук', 'штуки', 'штука', 'штуку', 'штуках', 'штукам', 'единиц', 'единицы', 'pcs', 'pieces', 'piece', 'units', 'unit', 'items', 'left', 'остатке', 'остатка']);
const LIMITED = new Set(['топ', 'top', 'последние', 'последних', 'первые', 'первых', 'first', 'last', 'latest', 'recent', 'newest', 'свежие', 'свежих', 'новые', 'новых', 'лучших', 'лучшие', 'худших', 'худшие', 'best', 'worst', 'крайние', 'крайних', 'limit', 'лимит', 'bottom', 'самых', 'самые']);
const USES = /^(?:использовани\p{L}*|применени\p{L}*|активаци\p{L}*|uses?|redemptions?|redeems?|times|раз|раза)$/u;

export function findLimits(tokens: readonly Token[], today: CalendarDay): Value[] {
  const words = tokens.map(({ word, code }) => (code === null ? word : '\0'));
  return words.flatMap((_word, at) => [readWait(words, at), readHours(words, at), readStock(words, at), readCount(words, at, today), readUses(words, at)].flatMap((value) => value ?? []));
}

const valueOf = (kind: ValueKind, from: number, to: number, data: number): Value => ({ kind, from, to, text: String(data), data, sign: null });
const startsWith = (words: readonly string[], at: number, phrases: readonly (readonly string[])[]): number => Math.max(0, ...phrases.map((phrase) => (phrase.every((word, n) => words[at + n] === word) ? phrase.length : 0)));
const hoursOf = (unit: string): number | null => (HOURS.has(unit) ? 1 : DAYS.has(unit) ? 24 : WEEKS.has(unit) ? 168 : null);

function quantityAt(words: readonly string[], at: number): { value: number; length: number } | null {
  const numeral = readNumeral(words, at);
  return numeral === null || numeral.isOrdinal ? null : numeral;
}

/** "Дольше 12 часов", "больше суток", "over 6 hours", "6 часов и дольше"; in hours. */
function readWait(words: readonly string[], at: number): Value | null {
  if (!MORE_THAN.has(words[at] ?? '') || words[at - 1] === 'не') return waitOrMore(words, at);
  const start = behindThan(words, at + 1);
  const quantity = quantityAt(words, start);
  const perUnit = hoursOf(words[start + (quantity?.length ?? 0)] ?? '');
  if (perUnit === null) return null;
  return valueOf('wait', at, start + (quantity?.length ?? 0) + 1, (quantity?.value ?? 1) * perUnit);
}

/** "More than a day": both small words are passed. */
function behindThan(words: readonly string[], at: number): number {
  return THAN.has(words[at] ?? '') ? behindThan(words, at + 1) : at;
}

function waitOrMore(words: readonly string[], at: number): Value | null {
  const quantity = quantityAt(words, at);
  if (quantity === null) return null;
  const isOpen = words[at + quantity.length] === '+';
  const unitAt = at + quantity.length + (isOpen ? 1 : 0);
  const perUnit = hoursOf(words[unitAt] ?? '');
  const more = isOpen ? 0 : startsWith(words, unitAt + 1, OR_MORE);
  return perUnit === null || (!isOpen && more === 0) ? null : valueOf('wait', at, unitAt + 1 + more, quantity.value * perUnit);
}

/** "4 часа", "for 2 days", with nothing that says from where on: enough where only a wait can be meant. */
function readHours(words: readonly string[], at: number): Value | null {
  const start = words[at] === 'for' ? at + 1 : at;
  const quantity = quantityAt(words, start);
  const perUnit = quantity === null ? null : hoursOf(words[start + quantity.length] ?? '');
  return quantity === null || perUnit === null ? null : valueOf('hours', at, start + quantity.length + 1, quantity.value * perUnit);
}

/** "До 3", "не больше 3", "3 и меньше": 3; "меньше 3": 2. "Больше 3" is a limit of another kind. */
function readStock(words: readonly string[], at: number): Value | null {
  const word = words[at] ?? '';
  const most = startsWith(words, at, AT_MOST_PHRASES);
  const start = most > 0 ? at + most : behindThan(words, at + 1);
  if (most > 0 || AT_MOST.has(word) || LESS_THAN.has(word) || MORE_THAN.has(word)) {
    if (most === 0 && words[at - 1] === 'не') return null;
    const quantity = quantityAt(words, start);
    if (quantity === null || !isPieces(words, start + quantity.length)) return null;
    const end = withPieces(words, start + quantity.length);
    if (most > 0 || AT_MOST.has(word)) return valueOf('stock_limit', at, end, quantity.value);
    return LESS_THAN.has(word) ? valueOf('stock_limit', at, end, quantity.value - 1) : valueOf('stock_more', at, end, quantity.value);
  }
  const quantity = quantityAt(words, at);
  if (quantity === null) return null;
  // "С остатком 0": nothing is left; of any other number it would be that number alone, which is no limit.
  if (quantity.value === 0 && /^остат/.test(words[at - 1] ?? '')) return valueOf('stock_limit', at, at + quantity.length, 0);
  const behind = withPieces(words, at + quantity.length);
  const less = startsWith(words, behind, OR_LESS);
  if (less > 0) return valueOf('stock_limit', at, withPieces(words, behind + less), quantity.value);
  const more = startsWith(words, behind, OR_MORE);
  return more > 0 && isPieces(words, at + quantity.length) ? valueOf('stock_more', at, behind + more, quantity.value) : null;
}

const UNIT_OF_ANOTHER = /^(?:%|€|\$|₴|процент\p{L}*|percent|евро|euros?|eur|usd|доллар\p{L}*|грн|ч|час\p{L}*|дн\p{L}*|день|сут\p{L}*|h|hrs?|hours?|days?|недел\p{L}*|weeks?|раз|раза|месяц\p{L}*|январ\p{L}*|феврал\p{L}*|март\p{L}*|апрел\p{L}*|ма[йяе]|июн\p{L}*|июл\p{L}*|август\p{L}*|сентябр\p{L}*|октябр\p{L}*|ноябр\p{L}*|декабр\p{L}*|числ\p{L}*)$/u;
const isPieces = (words: readonly string[], at: number): boolean => !UNIT_OF_ANOTHER.test(words[at] ?? '');
const withPieces = (words: readonly string[], at: number): number => (PIECES.has(words[at] ?? '') && words[at] !== 'left' ? at + 1 : at);

/** "Последние 10 заказов", "10 последних заказов", not "последние 10 дней": those are a period. */
function readCount(words: readonly string[], at: number, today: CalendarDay): Value | null {
  if (LIMITED.has(words[at] ?? '')) {
    // "Топ-5".
    const start = words[at + 1] === '-' ? at + 2 : at + 1;
    const quantity = quantityAt(words, start);
    if (quantity === null) return null;
    const end = start + quantity.length;
    const isPeriod = hoursOf(words[end] ?? '') !== null || findPeriods(words, today).some((period) => period.start <= at + 1 && at + 1 < period.end);
    return isPeriod || words[end] === '%' ? null : valueOf('count', start, end, quantity.value);
  }
  const quantity = quantityAt(words, at);
  return quantity !== null && LIMITED.has(words[at + quantity.length] ?? '') && hoursOf(words[at + quantity.length + 1] ?? '') === null ? valueOf('count', at, at + quantity.length, quantity.value) : null;
}

function readUses(words: readonly string[], at: number): Value | null {
  const quantity = quantityAt(words, at);
  return quantity !== null && USES.test(words[at + quantity.length] ?? '') && words[at - 1] !== 'в' ? valueOf('uses', at, at + quantity.length + 1, quantity.value) : null;
}
