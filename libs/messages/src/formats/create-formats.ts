import { DateTime } from 'luxon';
import type { Texts } from '../catalogue/create-texts';
import { formatDay, formatMoment, formatRange, formatTime, formatWeekday } from './days';
import { formatInteger, formatMoney, formatNumber, formatPercent, formatRate, MISSING } from './numbers';

/** Formats of one reader: language, zone and the current year are settled. Null is shown as —. */
export type Formats = {
  money(value: string | null, currency: string): string;
  /** A difference in money, with its sign. */
  moneyChange(value: string | null, currency: string): string;
  integer(value: number | null): string;
  number(value: string | null): string;
  /** An exchange rate with all its digits. */
  rate(value: string | null): string;
  percent(value: string | null): string;
  /** A change in percent, with its sign. */
  change(value: string | null): string;
  /** `YYYY-MM-DD` → `15.03`. */
  day(day: string): string;
  /** With the short name of its weekday: `пн 15.03`. */
  dayOfWeek(day: string): string;
  range(from: string, to: string): string;
  time(instant: string): string;
  /** Day and time of an instant. */
  moment(instant: string | null): string;
  /** `35 мин`, `6 ч`, `2 дн`: minutes below an hour, hours below two days, then whole days. */
  age(minutes: number | null): string;
};

export function createFormats(reader: { texts: Texts; timezone: string; now: Date }): Formats {
  const { texts, timezone } = reader;
  const { locale } = texts;
  // A zone is slow to ask, and most answers show no day.
  let known: number | undefined;
  const year = (): number => (known ??= DateTime.fromJSDate(reader.now, { zone: timezone }).year);
  return {
    money: (value, currency) => formatMoney(value, currency, locale),
    moneyChange: (value, currency) => formatMoney(value, currency, locale, { sign: true }),
    integer: (value) => formatInteger(value, locale),
    number: (value) => formatNumber(value, locale),
    rate: (value) => formatRate(value, locale),
    percent: (value) => formatPercent(value, locale),
    change: (value) => formatPercent(value, locale, { sign: true }),
    day: (day) => formatDay(day, locale, year()),
    dayOfWeek: (day) => `${formatWeekday(day, locale)}\u00a0${formatDay(day, locale, year())}`,
    range: (from, to) => formatRange(from, to, locale, year()),
    time: (instant) => formatTime(instant, timezone),
    moment: (instant) => (instant === null ? MISSING : formatMoment(instant, locale, timezone, year())),
    age: (minutes) => {
      if (minutes === null) return MISSING;
      const hours = Math.floor(minutes / 60);
      if (hours < 1) return texts.text('format.age.minutes', { value: formatInteger(Math.max(0, Math.floor(minutes)), locale) });
      if (hours < 48) return texts.text('format.age.hours', { value: formatInteger(hours, locale) });
      return texts.text('format.age.days', { value: formatInteger(Math.floor(hours / 24), locale) });
    },
  };
}
