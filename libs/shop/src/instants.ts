import type { Instant } from './methods/shared-types';

/** ISO 8601 in UTC; full seconds are written without a fraction. */
export function instant(at: Date): Instant {
  return at.toISOString().replace('.000Z', 'Z');
}

export function instantOrNull(at: Date | null): Instant | null {
  return at === null ? null : instant(at);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
}
