import { readNumeral } from '../text/numerals';
import { type CalendarDay, customPeriod, daysBetween } from './calendar';
import { completeDate, readDate } from './dates';
import { LONGEST_PERIOD_DAYS, type Period } from './period';
import { latestWeekday, type Meaning } from './ranges';
import { take, takeFrom, type Reader } from './reader';
import {
  BEFORE_YESTERDAY,
  CURRENT,
  LEADERS,
  NEXT,
  oneOf,
  PREVIOUS,
  ROLLING,
  TODAY,
  TOMORROW,
  type Unit,
  UNITS,
  WEEKDAYS,
  WEEKEND,
  YESTERDAY,
} from './words';

const DAY_WORD = oneOf('день дня дню day');
const ENGLISH_BEFORE_YESTERDAY = ['day', 'before', 'yesterday'];

/** `сегодня`, `вчера`, `позавчера`, `в понедельник`, `last Friday`, `за выходные`, `15 марта`; also what lies in the future. */
export function readSingleDay(reader: Reader, now: CalendarDay): Meaning | null {
  while (take(reader, LEADERS)) continue;
  if (ENGLISH_BEFORE_YESTERDAY.every((word, at) => reader.words[reader.at + at] === word)) {
    reader.at += ENGLISH_BEFORE_YESTERDAY.length;
    return oneDay(now.minus({ days: 2 }), now);
  }
  if (take(reader, TODAY)) return withDayWord(reader, { period: { preset: 'today' } });
  if (take(reader, YESTERDAY)) return withDayWord(reader, { period: { preset: 'yesterday' } });
  if (take(reader, BEFORE_YESTERDAY)) return oneDay(now.minus({ days: 2 }), now);
  if (take(reader, TOMORROW)) return { refusal: 'future' };
  return readWeekday(reader, now) ?? readSaidDay(reader, now);
}

function readSaidDay(reader: Reader, now: CalendarDay): Meaning | null {
  const said = readDate(reader);
  if (!said) return null;
  const day = completeDate(said, now);
  return day ? oneDay(day, now) : { refusal: 'no_such_day' };
}

function readWeekday(reader: Reader, now: CalendarDay): Meaning | null {
  const before = reader.at;
  const isNext = take(reader, NEXT);
  const isPrevious = take(reader, PREVIOUS) || take(reader, ROLLING);
  take(reader, CURRENT);
  if (take(reader, WEEKEND)) return isNext ? { refusal: 'future' } : weekend(now);
  const weekday = takeFrom(reader, WEEKDAYS);
  if (weekday === undefined) {
    reader.at = before;
    return null;
  }
  if (isNext) return { refusal: 'future' };
  const latest = latestWeekday(weekday, now);
  return oneDay(isPrevious && +latest === +now ? now.minus({ weeks: 1 }) : latest, now);
}

/** The last Saturday and Sunday that have begun. */
function weekend(now: CalendarDay): Meaning {
  const saturday = latestWeekday(6, now);
  const sunday = saturday.plus({ days: 1 });
  return customPeriod(saturday, sunday > now ? now : sunday, now);
}

function oneDay(day: CalendarDay, now: CalendarDay): Meaning {
  return customPeriod(day, day, now);
}

function withDayWord(reader: Reader, meaning: Meaning): Meaning {
  take(reader, DAY_WORD);
  return meaning;
}

/** `за неделю`, `за последние 14 дней`, `на прошлой неделе`, `в этом месяце`, `next month`, `7d`. */
export function readSpan(reader: Reader, now: CalendarDay): Meaning | null {
  while (take(reader, LEADERS)) continue;
  const isRollingWord = take(reader, ROLLING);
  const relation = !isRollingWord && take(reader, PREVIOUS) ? 'previous' : take(reader, CURRENT) ? 'current' : take(reader, NEXT) ? 'next' : 'rolling';
  const numeral = readNumeral(reader.words, reader.at);
  if (numeral?.isOrdinal) return null;
  if (numeral) reader.at += numeral.length;
  const unit = readUnit(reader);
  if (!unit) return null;
  if (relation === 'next') return { refusal: 'future' };
  if (numeral) return relation === 'current' ? null : rolling(numeral.value, unit, now);
  return relation === 'previous' ? previous(unit, now) : relation === 'current' ? current(unit, now) : rolling(1, unit, now);
}

/** A unit; "d", "w" and "m" only as the end of a figure. */
function readUnit(reader: Reader): Unit | undefined {
  const word = reader.words[reader.at] ?? '';
  if (/^[dwm]$/.test(word) && !/^\d+$/.test(reader.words[reader.at - 1] ?? '')) return undefined;
  return takeFrom(reader, UNITS);
}

const ROLLING_PRESETS: Record<number, Period> = { 7: { preset: '7d' }, 30: { preset: '30d' }, 90: { preset: '90d' } };

function rolling(count: number, unit: Unit, now: CalendarDay): Meaning {
  if (count < 1) return { refusal: 'not_positive' };
  // Far beyond the longest period no calendar is needed, and none could hold it.
  if (count > LONGEST_PERIOD_DAYS) return { refusal: 'too_long' };
  if (count === 1 && (unit === 'month' || unit === 'quarter')) return { period: { preset: unit === 'month' ? '30d' : '90d' } };
  if (count === 1 && unit === 'day') return { period: { preset: 'today' } };
  const from = firstDay(count, unit, now);
  const preset = unit === 'day' || unit === 'week' ? ROLLING_PRESETS[daysBetween(from, now)] : undefined;
  return preset ? { period: preset } : customPeriod(from, now, now);
}

function firstDay(count: number, unit: Unit, now: CalendarDay): CalendarDay {
  switch (unit) {
    case 'day':
      return now.minus({ days: count - 1 });
    case 'week':
      return now.minus({ days: count * 7 - 1 });
    case 'month':
      return now.minus({ months: count }).plus({ days: 1 });
    case 'quarter':
      return now.minus({ months: count * 3 }).plus({ days: 1 });
    case 'halfYear':
      return now.minus({ months: count * 6 }).plus({ days: 1 });
    case 'year':
      return now.minus({ years: count }).plus({ days: 1 });
  }
}

function previous(unit: Unit, now: CalendarDay): Meaning | null {
  if (unit === 'day') return { period: { preset: 'yesterday' } };
  if (unit === 'week') return { period: { preset: 'last_week' } };
  if (unit === 'month') return { period: { preset: 'last_month' } };
  if (unit === 'halfYear') return null;
  const begin = now.startOf(unit);
  return customPeriod(begin.minus(unit === 'year' ? { years: 1 } : { months: 3 }), begin.minus({ days: 1 }), now);
}

function current(unit: Unit, now: CalendarDay): Meaning | null {
  if (unit === 'day') return { period: { preset: 'today' } };
  if (unit === 'week') return { period: { preset: 'this_week' } };
  if (unit === 'month') return { period: { preset: 'this_month' } };
  if (unit === 'halfYear') return null;
  return customPeriod(now.startOf(unit), now, now);
}
