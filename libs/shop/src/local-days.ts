import { DateTime, IANAZone } from 'luxon';
import { refuse } from './errors';
import type { Day, WindowQuery } from './methods/shared-types';

export const MAX_WINDOW_DAYS = 366;

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

/** Throws `VALIDATION_ERROR` unless the window has 1..366 real days (or as many as `span` says), none of them later than today in its zone. */
export function checkWindow(window: WindowQuery, now: Date, span: { min: number; max: number } = { min: 1, max: MAX_WINDOW_DAYS }): void {
  if (!isZone(window.tz)) throw refuse('tz', 'zone', 'an IANA zone name');
  if (!isDay(window.from)) throw refuse('from', 'day', 'YYYY-MM-DD');
  if (!isDay(window.to)) throw refuse('to', 'day', 'YYYY-MM-DD');
  const today = dayOf(now, window.tz);
  if (window.to > today) throw refuse('to', 'range', `no later than ${today}`);
  const days = daysBetween(window.from, window.to);
  if (days < 1) throw refuse('from', 'range', 'no later than to');
  if (days < span.min || days > span.max) throw refuse('from', 'range', `${span.min}..${span.max} days`);
}

const DAY_MS = 86_400_000;

/** Days since 1970. Days are counted without a clock, so that each is one step, also where the clock changes. */
function numberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function textOf(number: number): Day {
  return Number.isFinite(number) ? new Date(number * DAY_MS).toISOString().slice(0, 10) : '';
}
