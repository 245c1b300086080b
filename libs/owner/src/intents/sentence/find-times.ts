import { daysBetween, type CalendarDay } from '../../periods/calendar';
import { findPeriods } from '../../periods/find-periods';
import { NEXT, WEEKDAYS } from '../../periods/words';
import { readNumeral } from '../../text/numerals';
import { withMonths } from '../with-months';
import { isSign, type Token } from './tokens';
import type { Value } from './value';

const SIGNS_OF_PERIODS = new Set(['-', '+', '%', '#', '№', '/', '"']);

/** Periods of the grammar; `data` is what was found: a period, or why there is none. */
export function findPeriodValues(tokens: readonly Token[], today: CalendarDay): Value[] {
  const places = tokens.flatMap((token, at) => (token.code !== null || (isSign(token) && !SIGNS_OF_PERIODS.has(token.word)) ? [] : [at]));
  const isComparison = tokens.some(({ concept }) => concept?.name === 'compare');
  const words = withMonths(places.map((at) => tokens[at]?.word ?? ''), isComparison);
  return findPeriods(words, today).flatMap((found): Value[] => {
    const from = places[found.start] ?? 0;
    const to = (places[found.end - 1] ?? 0) + 1;
    const said = words.slice(found.start, found.end).join(' ');
    return [{ kind: 'period', from, to, text: said, data: found, sign: null }];
  });
}

const UNITS = /^(?:м|мин|минут\p{L}*|ч|час\p{L}*|д|дн|день|дня|дней|сутки|суток|нед|недел\p{L}*|месяц\p{L}*|мес|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wk|weeks?|months?)$/u;
const NEVER = /^(?:бессрочн\p{L}*|навсегда|forever|unlimited|never)$/u;
const LEAD = new Set(['на', 'for', 'в', 'раз', 'каждые', 'каждый', 'every', 'чаще', 'сроком']);
const MONTH = /^(?:месяц\p{L}*|мес|months?)$/u;
const MONTH_DAYS = 30;

/** "На сутки", "на 3 дня", "for 2 hours", "бессрочно", "до пятницы" (until the end of that day). */
export function findDurations(tokens: readonly Token[], today: CalendarDay, hourOfDay: () => number): Value[] {
  const words = tokens.map(({ word, code }) => (code === null ? word : '\0'));
  return words.flatMap((word, at): Value[] => {
    if (NEVER.test(word)) return [{ kind: 'duration', from: at, to: at + 1, text: 'бессрочно', data: null, sign: null }];
    if (/^(?:без срока|без конца|no end|no expiry|no expiration)$/.test(`${word} ${words[at + 1] ?? ''}`)) return [{ kind: 'duration', from: at, to: at + 2, text: 'бессрочно', data: null, sign: null }];
    const day = word === 'до' || word === 'until' || word === 'till' ? untilDay(words, at, today) : null;
    if (day !== null) return [{ kind: 'duration', from: at, to: day.to, text: `${Math.max(1, day.days * 24 - hourOfDay())} часов`, data: null, sign: null }];
    const span = spanAhead(words, at);
    if (span !== null) return [{ kind: 'duration', from: at, to: span.to, text: span.text, data: null, sign: null }];
    const numeral = readNumeral(words, at);
    const isLed = LEAD.has(words[at - 1] ?? '') || words[at - 1] === 'a' || words[at - 1] === 'an';
    const unitAt = at + (numeral === null || numeral.isOrdinal ? 0 : numeral.length);
    const unit = words[unitAt] ?? '';
    if (!UNITS.test(unit) || (unitAt === at && !isLed && !/^сутки$/.test(unit))) return [];
    const count = unitAt === at ? 1 : (numeral?.value ?? 1);
    // A month has no length of its own: thirty days, as everywhere in periods.
    const text = MONTH.test(unit) ? `${count * MONTH_DAYS} дней` : `${unitAt === at ? '' : `${count} `}${unit}`;
    return [{ kind: 'duration', from: at, to: unitAt + 1, text, data: null, sign: null }];
  });
}

const SPANS_AHEAD: readonly (readonly [RegExp, string])[] = [[/^(?:недел\p{L}*|weeks?)$/u, '7 дней'], [/^(?:месяц\p{L}*|months?)$/u, '30 дней'], [/^(?:квартал\p{L}*|quarters?)$/u, '90 дней']];

/** "На следующую неделю", "next month": what a forecast is about. */
function spanAhead(words: readonly string[], at: number): { text: string; to: number } | null {
  const text = NEXT.has(words[at] ?? '') ? SPANS_AHEAD.find(([form]) => form.test(words[at + 1] ?? ''))?.[1] : undefined;
  return text === undefined ? null : { text, to: at + 2 };
}

function untilDay(words: readonly string[], at: number, today: CalendarDay): { days: number; to: number } | null {
  const start = words[at + 1] === 'конца' || words[at + 1] === 'the' ? at + 2 : at + 1;
  const word = words[start] ?? '';
  const weekday = WEEKDAYS.get(word);
  if (weekday !== undefined) return { days: ((weekday - today.weekday + 7) % 7) + 1, to: start + 1 };
  if (start === at + 2 && word === 'недели') return { days: 8 - today.weekday, to: start + 1 };
  if (start === at + 2 && word === 'месяца') return { days: daysBetween(today, today.endOf('month').startOf('day')), to: start + 1 };
  if (word === 'завтра' || word === 'tomorrow') return { days: 2, to: start + 1 };
  return null;
}

const CLOCK = /^(?:[01]?\d|2[0-3]):[0-5]\d$/;
const PARTS = /^(?:утра|вечера|ночи|am|pm)$/;

/** "В 8 утра", "18:00": times of the day, which no request of today takes. */
export function findClocks(tokens: readonly Token[]): Value[] {
  return tokens.flatMap(({ word }, at): Value[] => {
    const next = tokens[at + 1]?.word ?? '';
    if (CLOCK.test(word)) return [{ kind: 'clock', from: at, to: at + 1, text: word, data: null, sign: null }];
    return /^\d{1,2}$/.test(word) && PARTS.test(next) ? [{ kind: 'clock', from: at, to: at + 2, text: `${word} ${next}`, data: null, sign: null }] : [];
  });
}
