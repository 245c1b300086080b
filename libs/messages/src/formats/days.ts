import { DateTime } from 'luxon';
import type { Locale } from '../locales';
import { NO_BREAK_SPACE } from './numbers';

/** Days are `YYYY-MM-DD`, instants ISO 8601. `currentYear` is the reader's: only other years are named. */
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS: Record<Locale, readonly string[]> = {
  ru: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};

type Day = { year: number; month: number; day: number };

/** `15.03.2027`, `15 Mar 2027`; in the current year `15.03`, `15 Mar`. */
export function formatDay(day: string, locale: Locale, currentYear: number): string {
  const date = readDay(day);
  return withYear(dayAndMonth(date, locale), date.year, locale, currentYear);
}

/** `01–15.03`, `28.02–03.03`, `1–15 Mar`, `28 Feb – 3 Mar`; both years where the range crosses one. */
export function formatRange(from: string, to: string, locale: Locale, currentYear: number): string {
  if (from === to) return formatDay(from, locale, currentYear);
  const [first, last] = [readDay(from), readDay(to)];
  const dash = locale === 'ru' ? '–' : `${NO_BREAK_SPACE}– `;
  if (first.year !== last.year) {
    return [first, last].map((date) => withYear(dayAndMonth(date, locale), date.year, locale, Number.NaN)).join(dash);
  }
  const range =
    first.month === last.month
      ? `${locale === 'ru' ? two(first.day) : first.day}–${dayAndMonth(last, locale)}`
      : `${dayAndMonth(first, locale)}${dash}${dayAndMonth(last, locale)}`;
  return withYear(range, last.year, locale, currentYear);
}

export function formatWeekday(day: string, locale: Locale): string {
  const date = readDay(day);
  return WEEKDAYS[locale][DateTime.fromObject(date, { zone: 'utc' }).weekday - 1] ?? '';
}

/** `14:05` in the given zone. */
export function formatTime(instant: string, timezone: string): string {
  return local(instant, timezone).toFormat('HH:mm');
}

/** `15.03, 14:05`, `15 Mar, 14:05`. */
export function formatMoment(instant: string, locale: Locale, timezone: string, currentYear: number): string {
  const at = local(instant, timezone);
  return `${formatDay(at.toFormat('yyyy-MM-dd'), locale, currentYear)}, ${at.toFormat('HH:mm')}`;
}

function local(instant: string, timezone: string): DateTime {
  const at = DateTime.fromISO(instant, { zone: timezone });
  if (!at.isValid) throw new RangeError(`not an instant in a known zone: ${instant.slice(0, 40)}, ${timezone.slice(0, 40)}`);
  return at;
}

function readDay(day: string): Day {
  const date = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone: 'utc' });
  if (!date.isValid) throw new RangeError(`not a day: ${day.slice(0, 40)}`);
  return { year: date.year, month: date.month, day: date.day };
}

function dayAndMonth({ day, month }: Day, locale: Locale): string {
  return locale === 'ru' ? `${two(day)}.${two(month)}` : `${day}${NO_BREAK_SPACE}${EN_MONTHS[month - 1] ?? ''}`;
}

function withYear(text: string, year: number, locale: Locale, currentYear: number): string {
  if (year === currentYear) return text;
  return locale === 'ru' ? `${text}.${year}` : `${text}${NO_BREAK_SPACE}${year}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
