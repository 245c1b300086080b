import type { Retry } from '@ownerbot/runtime';

export interface Backoff {
  /** Ceiling of the first wait. */
  readonly minMs: number;
  /** Ceiling of every later wait. */
  readonly maxMs: number;
}

/** 0 ≤ random() < 1. */
export type Random = () => number;

/**
 * How long to wait before the next attempt: anything between 1 ms and a ceiling that doubles with each attempt up to `maxMs`
 * (full jitter: clients that failed together do not come back together). A time that the error states is obeyed as it is.
 * Never 0: BullMQ moves a retry without delay through another path, that puts the job behind its lane.
 * @param attempt the attempt that has just failed, 1 for the first.
 */
export function backoffMs(backoff: Backoff, attempt: number, retry: Retry, random: Random): number {
  if (typeof retry === 'object') return Math.max(1, Math.ceil(retry.afterMs));
  const ceiling = Math.min(backoff.maxMs, backoff.minMs * 2 ** Math.max(0, attempt - 1));
  return Math.max(1, Math.ceil(random() * ceiling));
}
