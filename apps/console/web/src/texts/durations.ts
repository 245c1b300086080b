import type { Translate } from './create-texts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span of time in its largest fitting unit, short enough for a table. */
export function durationText(t: Translate, ms: number): string {
  if (ms < SECOND) return t('time.ms', { n: Math.max(0, Math.round(ms)) });
  if (ms < MINUTE) return t('time.sec', { n: Math.round(ms / SECOND) });
  if (ms < HOUR) return t('time.min', { n: Math.round(ms / MINUTE) });
  if (ms < DAY) return t('time.hour', { n: Math.round(ms / HOUR) });
  return t('time.day', { n: Math.round(ms / DAY) });
}
