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

/** The first moment of a local day. */
export function startOfDay(day: Day, tz: string): Date {
  return DateTime.fromISO(day, { zone: tz }).startOf('day').toJSDate();
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  const number = numberOf(day);
  // Day 0, the first of 1970, was a Thursday.
  return textOf(number - ((((number + 3) % 7) + 7) % 7));
}

/** Asking for one takes half a millisecond, and each answer of a tool asks. Only those that are one are kept, and not more than there are. */
const knownZones = new Set<string>();
const MOST_ZONES = 1_000;

export function isZone(name: unknown): name is string {
  if (typeof name !== 'string') return false;
  if (knownZones.has(name)) return true;
  // Offsets such as UTC+2 or +03:00 know no summer time, though luxon, or newer versions of Node, take them for zones.
  const isOne = /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
  if (isOne && knownZones.size < MOST_ZONES) knownZones.add(name);
  return isOne;
}

const DAY_MS = 86_400_000;

/** Days since 1970. Days are counted without a clock, so that each is one step, also where the clock changes. */
function numberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function textOf(number: number): Day {
  return Number.isFinite(number) ? new Date(number * DAY_MS).toISOString().slice(0, 10) : '';
}
