import { addDays, dayOf, daysBetween, MAX_WINDOW_DAYS, mondayOf, type Day, type Granularity } from '@ownerbot/shop';
import { validationError } from '../errors';
import type { Period, PeriodPreset } from './period';

/** The moment and the zone in which words like "today" are meant. */
export interface LocalNow {
  readonly now: Date;
  readonly timezone: string;
}

/** The days that a payload asks for, both inclusive; 1..366 of them, none later than today. */
export interface AskedWindow {
  readonly preset: PeriodPreset;
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  readonly timezone: string;
  readonly granularity: Exclude<Granularity, 'instant'>;
}

type Resolved = Omit<AskedWindow, 'granularity'>;

/** Throws `VALIDATION_ERROR` for a custom period that runs backwards, into the future, or past 366 days. */
export function resolvePeriod(period: Period, at: LocalNow, path = 'period'): Resolved {
  const today = dayOf(at.now, at.timezone);
  const [from, to] = period.preset === 'custom' ? [period.from ?? today, period.to ?? today] : daysOfPreset(period.preset, today);
  return checked(period.preset, { from, to }, { today, timezone: at.timezone, paths: { from: `${path}.from`, to: `${path}.to` } });
}

/** The shorthand of a number of days that ends on a day, today if none is given. */
export function resolveDays(shorthand: { days: number; endDay?: Day }, at: LocalNow): Resolved {
  const today = dayOf(at.now, at.timezone);
  const to = shorthand.endDay ?? today;
  return checked('custom', { from: addDays(to, 1 - shorthand.days), to }, { today, timezone: at.timezone, paths: { from: 'days', to: 'end_day' } });
}

/** The shorthand of one day. */
export function resolveDay(day: Day, at: LocalNow): Resolved {
  const today = dayOf(at.now, at.timezone);
  return checked('custom', { from: day, to: day }, { today, timezone: at.timezone, paths: { from: 'day', to: 'day' } });
}

function checked(
  preset: PeriodPreset,
  { from, to }: { from: Day; to: Day },
  limits: { today: Day; timezone: string; paths: { from: string; to: string } },
): Resolved {
  const { today, timezone, paths } = limits;
  if (to > today) throw validationError([{ path: paths.to, rule: 'range', allowed: `no later than ${today}` }], 'OUT_OF_RANGE');
  const days = daysBetween(from, to);
  if (days < 1) throw validationError([{ path: paths.from, rule: 'range', allowed: `no later than ${to}` }], 'OUT_OF_RANGE');
  if (days > MAX_WINDOW_DAYS) throw tooLong(paths.from, MAX_WINDOW_DAYS);
  return { preset, from, to, days, timezone };
}

export function tooLong(path: string, maxDays: number) {
  return validationError([{ path, rule: 'range', allowed: `1..${maxDays} days` }], 'OUT_OF_RANGE');
}

function daysOfPreset(preset: Exclude<PeriodPreset, 'custom'>, today: Day): readonly [from: Day, to: Day] {
  const monday = mondayOf(today);
  const firstOfMonth = `${today.slice(0, 8)}01`;
  const lastOfMonthBefore = addDays(firstOfMonth, -1);
  switch (preset) {
    case 'today':
      return [today, today];
    case 'yesterday':
      return [addDays(today, -1), addDays(today, -1)];
    case '7d':
      return [addDays(today, -6), today];
    case '30d':
      return [addDays(today, -29), today];
    case '90d':
      return [addDays(today, -89), today];
    case 'this_week':
      return [monday, today];
    case 'last_week':
      return [addDays(monday, -7), addDays(monday, -1)];
    case 'this_month':
      return [firstOfMonth, today];
    case 'last_month':
      return [`${lastOfMonthBefore.slice(0, 8)}01`, lastOfMonthBefore];
  }
}
