import { type CalendarDay, customPeriod, dayOf } from './calendar';
import { completeDate, readBareDay, readDate, readYear, type SaidDate } from './dates';
import type { Period, PeriodRefusal } from './period';
import { attempt, take, takeFrom, type Reader } from './reader';
import { BEGINNING, LEADERS, MONTHS, oneOf, QUARTER, QUARTER_ORDINALS, SINCE, TODAY, type Unit, UNITS, UNTIL, WEEKDAYS, YEAR_WORDS, YESTERDAY } from './words';

export type Meaning = { period: Period } | { refusal: PeriodRefusal };

const DASH = oneOf('-');
const AND = oneOf('и and');
const OF = oneOf('of the');
const TO = oneOf('to');
const DATE = oneOf('date');
const BETWEEN = oneOf('между between');

/** `с 1 по 15 марта`, `01.03-15.03`, `15-20 мая 2026`, `March 1-15`, `from 1 to 15 March`, `between 1 and 5 May`. */
export function readDateRange(reader: Reader, now: CalendarDay): Meaning | null {
  while (take(reader, LEADERS)) continue;
  const between = take(reader, BETWEEN);
  const from = readDate(reader) ?? readBareDay(reader);
  if (!from) return null;
  const joined = between ? take(reader, AND) : take(reader, UNTIL) || take(reader, DASH);
  if (!joined) return null;
  if (take(reader, TODAY)) return rangeUntil(from, now, now);
  if (take(reader, YESTERDAY)) return rangeUntil(from, now.minus({ days: 1 }), now);
  const to = readDate(reader) ?? (from.month === null ? null : readBareDay(reader));
  return to ? rangeOf(from, to, now) : null;
}

/** `с 1 марта`, `с понедельника`, `с 5 числа`, `с начала недели`, `since Friday`: ends today. */
export function readOpenRange(reader: Reader, now: CalendarDay): Meaning | null {
  const toDate = attempt(reader, () => readToDate(reader, now));
  if (toDate) return toDate;
  if (!take(reader, SINCE)) return null;
  while (take(reader, oneOf('the'))) continue;
  if (take(reader, BEGINNING)) return readBeginning(reader, now);
  const weekday = takeFrom(reader, WEEKDAYS);
  if (weekday !== undefined) return customPeriod(latestWeekday(weekday, now), now, now);
  const said = readDate(reader);
  if (said) {
    const from = completeDate(said, now);
    return from ? (from > now ? { refusal: 'future' } : customPeriod(from, now, now)) : { refusal: 'no_such_day' };
  }
  const month = takeFrom(reader, MONTHS);
  if (month === undefined) return null;
  const first = completeDate({ day: 1, month, year: readYear(reader) }, now);
  return first ? customPeriod(first, now, now) : null;
}

const SINCE_BEGINNING: Partial<Record<Unit, (now: CalendarDay) => Period | CalendarDay>> = {
  day: () => ({ preset: 'today' }),
  week: () => ({ preset: 'this_week' }),
  month: () => ({ preset: 'this_month' }),
  quarter: (now) => now.startOf('quarter'),
  year: (now) => now.startOf('year'),
};

function readBeginning(reader: Reader, now: CalendarDay): Meaning | null {
  while (take(reader, LEADERS)) continue;
  const month = takeFrom(reader, MONTHS);
  if (month !== undefined) return readSinceMonth(month, now);
  const unit = takeFrom(reader, UNITS);
  const begin = unit && SINCE_BEGINNING[unit]?.(now);
  if (!begin) return null;
  return 'preset' in begin ? { period: begin } : customPeriod(begin, now, now);
}

/** "Month to date". */
function readToDate(reader: Reader, now: CalendarDay): Meaning | null {
  const unit = takeFrom(reader, UNITS);
  const begin = unit && take(reader, TO) && take(reader, DATE) ? SINCE_BEGINNING[unit]?.(now) : undefined;
  if (begin === undefined) return null;
  return 'preset' in begin ? { period: begin } : customPeriod(begin, now, now);
}

function readSinceMonth(month: number, now: CalendarDay): Meaning | null {
  const first = completeDate({ day: 1, month, year: null }, now);
  return first ? customPeriod(first, now, now) : null;
}

/** `в январе`, `за январь 2026`, `с января по март`: whole months; the current one ends today. */
export function readMonths(reader: Reader, now: CalendarDay): Meaning | null {
  take(reader, SINCE);
  const first = takeFrom(reader, MONTHS);
  if (first === undefined) return null;
  const firstYear = readYear(reader);
  const second = attempt(reader, (from) => (take(from, UNTIL) || take(from, DASH) ? (takeFrom(from, MONTHS) ?? null) : null));
  if (second === null) return wholeMonths({ month: first, year: firstYear }, { month: first, year: firstYear }, now);
  const secondYear = readYear(reader);
  return wholeMonths({ month: first, year: firstYear ?? (first <= second ? secondYear : null) }, { month: second, year: secondYear }, now);
}

/** `count` months from the first one on, as far as they have begun. */
function begunMonths(first: { month: number; year: number | null }, count: number, now: CalendarDay): Meaning {
  const from = completeDate({ day: 1, ...first }, now);
  if (!from) return { refusal: 'no_such_day' };
  if (from > now) return { refusal: 'future' };
  const end = from.plus({ months: count }).minus({ days: 1 });
  return customPeriod(from, end > now ? now : end, now);
}

function wholeMonths(first: { month: number; year: number | null }, last: { month: number; year: number | null }, now: CalendarDay): Meaning {
  const from = completeDate({ day: 1, ...first }, now);
  if (!from) return { refusal: 'no_such_day' };
  const year = last.year ?? from.year + (last.month < from.month ? 1 : 0);
  const end = dayOf(year, last.month, 1)?.endOf('month').startOf('day');
  if (!end) return { refusal: 'no_such_day' };
  if (from > now || end.startOf('month') > now) return { refusal: 'future' };
  return customPeriod(from, end > now ? now : end, now);
}

/** `за 2026 год`, `за 2026`, `in 2026`: a whole calendar year, the current one up to today. A year alone is a number. */
export function readCalendarYear(reader: Reader, now: CalendarDay): Meaning | null {
  const start = reader.at;
  while (take(reader, LEADERS)) continue;
  const isLed = reader.at > start;
  const isNamed = YEAR_WORDS.has(reader.words[reader.at + 1] ?? '');
  const year = readYear(reader);
  if (year === null || (!isLed && !isNamed)) return null;
  return begunMonths({ month: 1, year }, 12, now);
}

/** `за первый квартал`, `Q1 2027`, `1 квартал`: three whole months, the current ones up to today. */
export function readQuarter(reader: Reader, now: CalendarDay): Meaning | null {
  while (take(reader, LEADERS)) continue;
  const word = reader.words[reader.at] ?? '';
  const quarter = /^[1-4]$/.test(word) && QUARTER.has(reader.words[reader.at + 1] ?? '') ? Number(word) : QUARTER_ORDINALS.get(word);
  if (quarter === undefined) return null;
  reader.at += 1;
  if (!take(reader, QUARTER) && !/^q[1-4]$/.test(word)) return null;
  while (take(reader, OF)) continue;
  const year = readYear(reader);
  const first = quarter * 3 - 2;
  return begunMonths({ month: first, year }, 3, now);
}

/** The day of the week, today included. */
export function latestWeekday(weekday: number, now: CalendarDay): CalendarDay {
  return now.minus({ days: (now.weekday - weekday + 7) % 7 });
}

function rangeOf(saidFrom: SaidDate, saidTo: SaidDate, now: CalendarDay): Meaning {
  const from = completeDate(shareMonth(saidFrom, saidTo), now);
  if (!from) return { refusal: 'no_such_day' };
  const sameYear = completeIn(saidTo, from, 0);
  if (!sameYear) return { refusal: 'no_such_day' };
  // December to January crosses the year; within one month the order is simply wrong.
  const crosses = saidTo.year === null && sameYear < from && sameYear.month !== from.month;
  const to = crosses ? completeIn(saidTo, from, 1) : sameYear;
  return to ? customPeriod(from, to, now) : { refusal: 'no_such_day' };
}

/** "1 по 15 марта 2026": what only the second date says holds for the first one, too. */
function shareMonth(from: SaidDate, to: SaidDate): SaidDate {
  const month = from.month ?? to.month;
  const sameSide = to.month === null || month === null || month <= to.month;
  return { day: from.day, month, year: from.year ?? (sameSide ? to.year : to.year === null ? null : to.year - 1) };
}

/** "С 4 марта по сегодня". A day without its month is no date of its own. */
function rangeUntil(said: SaidDate, to: CalendarDay, now: CalendarDay): Meaning | null {
  if (said.month === null) return null;
  const from = completeDate(said, now);
  return from ? customPeriod(from, to, now) : { refusal: 'no_such_day' };
}

function completeIn(to: SaidDate, from: CalendarDay, yearsOn: number): CalendarDay | null {
  return dayOf(to.year ?? from.year + yearsOn, to.month ?? from.month, to.day);
}
