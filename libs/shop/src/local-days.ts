import { DateTime, IANAZone } from 'luxon';

/** A local day `YYYY-MM-DD`, in the zone of its question. */
export type Day = string;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The local day of a moment. */
export function dayOf(at: Date, tz: string): Day {
  return DateTime.fromJSDate(at, { zone: tz }).toFormat('yyyy-MM-dd');
}

export function isDay(text: unknown): text is Day {
  return typeof text === 'string' && DAY.test(text) && textOf(numberOf(text)) === text;
}

export function addDays(day: Day, days: number): Day {
  return textOf(numberOf(day) + days);
}

/** Days from `from` to `to`, both inclusive; 0 or less when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return numberOf(to) - numberOf(from) + 1;
}

export function daysOf(from: Day, to: Day): Day[] {
  const first = numberOf(from);
  return Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, index) => textOf(first + index));
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  const number = numberOf(day);
  // Day 0, the first of 1970, was a Thursday.
  return textOf(number - ((((number + 3) % 7) + 7) % 7));
}

export function isZone(name: unknown): name is string {
  // Offsets such as UTC+2 or +03:00 know no summer time, though luxon, or newer versions of Node, take them for zones.
  return typeof name === 'string' && /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

const DAY_MS = 86_400_000;

/** Days since 1970. Days are counted without a clock, so that each is one step, also where the clock changes. */
function numberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function textOf(number: number): Day {
  return Number.isFinite(number) ? new Date(number * DAY_MS).toISOString().slice(0, 10) : '';
}
