import { DateTime } from 'luxon';
import type { Period, PeriodRefusal } from './period';
import { LONGEST_PERIOD_DAYS } from './period';

/** Calendar days without a clock: midnight UTC stands for the day, so no change of the clock can move it. */
export type CalendarDay = DateTime<true>;

const MINUTE_MS = 60_000;
let last: { readonly timezone: string; readonly minute: number; readonly day: CalendarDay } | undefined;

/** A zone is slow to ask, and every text asks: the answer is kept for the minute, as no day of any zone begins within one. */
export function today(now: Date, timezone: string): CalendarDay {
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  if (last !== undefined && last.minute === minute && last.timezone === timezone) return last.day;
  const local = DateTime.fromJSDate(now, { zone: timezone });
  const day = dayOf(local.year, local.month, local.day);
  if (!day) throw new RangeError(`not a zone: ${timezone.slice(0, 40)}`);
  last = { timezone, minute, day };
  return day;
}

/** Null for a day that does not exist. */
export function dayOf(year: number, month: number, day: number): CalendarDay | null {
  const made = DateTime.fromObject({ year, month, day }, { zone: 'utc' });
  return made.isValid ? made : null;
}

export const isoDay = (day: CalendarDay): string => day.toFormat('yyyy-MM-dd');
export const daysBetween = (from: CalendarDay, to: CalendarDay): number => Math.round(to.diff(from, 'days').days) + 1;

/** A custom period, or the reason why it cannot be one. */
export function customPeriod(from: CalendarDay, to: CalendarDay, now: CalendarDay): { period: Period } | { refusal: PeriodRefusal } {
  if (to < from) return { refusal: 'reversed' };
  if (to > now) return { refusal: 'future' };
  if (daysBetween(from, to) > LONGEST_PERIOD_DAYS) return { refusal: 'too_long' };
  return { period: { preset: 'custom', from: isoDay(from), to: isoDay(to) } };
}
