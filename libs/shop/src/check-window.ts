import { refuse } from './errors';
import { dayOf, daysBetween, isDay, isZone } from './local-days';
import type { WindowQuery } from './methods/shared-types';

export const MAX_WINDOW_DAYS = 366;

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
