import type { Clock } from '@ownerbot/runtime';
import type { WireHeaders } from '../transport/exchange';

const DAY_MS = 24 * 60 * 60_000;

/** `Retry-After` in milliseconds, seconds or a date, at most a day; null when it is absent or neither. */
export function retryAfterMs(headers: WireHeaders, clock: Clock): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : /[a-z]/i.test(text) ? Date.parse(text) - clock.now().getTime() : Number.NaN;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), DAY_MS);
}
