import type { CalendarDay } from '../periods/calendar';
import { findPeriods } from '../periods/find-periods';
import type { FoundPeriod } from '../periods/period';
import { readNumeral } from '../text/numerals';
import { findOrderIds } from '../text/order-id';
import { findPhone } from '../text/phone';
import { wordsOf } from '../text/words';
import { withMonths } from './with-months';
import { classify, joinPhrases, NEGATION_WORDS, type WordClass } from './lexicon/lexicon';

/** A word that is left when the values have been taken out. */
export type Token = { word: string; meaning: WordClass | null; isNegation: boolean };

/** A sentence taken apart: the values that it names, and what its other words mean. */
export type Analysis = {
  /** All words in order, values included: for the guards. */
  words: readonly string[];
  tokens: readonly Token[];
  orderIds: readonly string[];
  phone: string | null;
  periods: readonly FoundPeriod[];
  /** "дольше 12 часов", in hours. */
  sinceHours: number | null;
  /** "последние 10". */
  limit: number | null;
  /** A number with a percent sign or word. */
  hasPercent: boolean;
};

const MORE_THAN = new Set(['больше', 'дольше', 'более', 'старше', 'over', 'longer', 'older', 'more', 'свыше']);
const THAN = new Set(['than', 'чем', 'a', 'an']);
const HOURS = new Set(['час', 'часа', 'часов', 'ч', 'h', 'hour', 'hours']);
const DAYS = new Set(['день', 'дня', 'дней', 'сутки', 'суток', 'd', 'day', 'days']);
const LIMITED = new Set(['топ', 'top', 'последние', 'последних', 'первые', 'первых', 'last', 'latest', 'recent', 'newest', 'свежие', 'новые']);
const PERCENT = /%|(?<!\p{L})(?:процент\p{L}*|percent)(?!\p{L})/iu;

export function analyse(text: string, { today, orderPrefix }: { today: CalendarDay; orderPrefix: string }): Analysis {
  const ids = findOrderIds(text, orderPrefix);
  const withoutIds = cutOut(text, ids);
  const phone = findPhone(withoutIds);
  // Joined first: in "by day" the day is no period.
  let rest: readonly string[] = withMonths(joinPhrases(wordsOf(phone ? cutOut(withoutIds, [phone]) : withoutIds)));
  const since = takeSince(rest);
  rest = since.rest;
  const limit = takeLimit(rest, today);
  rest = limit.rest;
  const periods = findPeriods(rest, today);
  rest = rest.filter((_, at) => !periods.some(({ start, end }) => start <= at && at < end));
  return {
    words: wordsOf(text),
    tokens: rest.filter(isContent).map(toToken),
    orderIds: [...new Set(ids.map(({ orderId }) => orderId))],
    phone: phone?.digits ?? null,
    periods,
    sinceHours: since.value,
    limit: limit.value,
    hasPercent: PERCENT.test(text),
  };
}

const isContent = (word: string): boolean => /[\p{L}\p{N}]/u.test(word);

function toToken(word: string): Token {
  const isNegation = NEGATION_WORDS.has(word);
  return { word, meaning: isNegation ? null : classify(word), isNegation };
}

function cutOut(text: string, spans: readonly { start: number; end: number }[]): string {
  return spans.toSorted((one, other) => other.start - one.start).reduce((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text);
}

type Taken = { value: number | null; rest: readonly string[] };

function takeSince(words: readonly string[]): Taken {
  const at = words.findIndex((word) => MORE_THAN.has(word));
  if (at < 0) return { value: null, rest: words };
  const start = THAN.has(words[at + 1] ?? '') ? at + 2 : at + 1;
  const numeral = readNumeral(words, start);
  const unitAt = start + (numeral?.length ?? 0);
  const unit = words[unitAt] ?? '';
  const perUnit = HOURS.has(unit) ? 1 : DAYS.has(unit) ? 24 : null;
  if (perUnit === null || numeral?.isOrdinal) return { value: null, rest: words };
  return { value: (numeral?.value ?? 1) * perUnit, rest: [...words.slice(0, at), ...words.slice(unitAt + 1)] };
}

/** "последние 10 заказов", not "последние 10 дней": those are a period. */
function takeLimit(words: readonly string[], today: CalendarDay): Taken {
  const at = words.findIndex((word) => LIMITED.has(word));
  const numeral = at < 0 ? null : readNumeral(words, at + 1);
  if (!numeral || numeral.isOrdinal) return { value: null, rest: words };
  const after = at + 1 + numeral.length;
  const isPeriod = findPeriods(words, today).some(({ start, end }) => start <= at + 1 && at + 1 < end);
  return isPeriod ? { value: null, rest: words } : { value: numeral.value, rest: [...words.slice(0, at + 1), ...words.slice(after)] };
}
