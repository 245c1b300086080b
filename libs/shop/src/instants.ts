import type { Instant } from './methods/shared-types';

/** ISO 8601 in UTC; full seconds are written without a fraction. */
export function instant(at: Date): Instant {
  return at.toISOString().replace('.000Z', 'Z');
}

export function instantOrNull(at: Date | null): Instant | null {
  return at === null ? null : instant(at);
}
