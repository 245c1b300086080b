import { setTimeout as delay } from 'node:timers/promises';
import { DeadlineError } from './errors';

/** Time that is left for something: a signal that fires when it is over, and how much of it remains. */
export interface Deadline {
  readonly signal: AbortSignal;
  remainingMs(): number;
}

export function deadlineIn(ms: number): Deadline {
  const until = performance.now() + ms;
  return { signal: deadlineSignal(ms), remainingMs: () => Math.max(0, until - performance.now()) };
}

/** Fires after `ms`, at once when they are not positive, or earlier with `parent`. Fractions are rounded up: what remains of a deadline has some. */
export function deadlineSignal(ms: number, parent?: AbortSignal): AbortSignal {
  const own = AbortSignal.timeout(Math.max(0, Math.ceil(ms)));
  return parent === undefined ? own : AbortSignal.any([own, parent]);
}

/** Waits `ms`; an aborted signal ends the wait early without an error. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}

/**
 * Waits for `work`, but no longer than `limitMs`: then rejects with {@link DeadlineError}. The work itself is not stopped,
 * so hand it a signal of its own where it can be.
 */
export function withinMs<T>(what: string, limitMs: number, work: Promise<T>): Promise<T> {
  // A bare timer: this guards every job that is added, and an abort signal would cost more than the rest of the adding.
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlineError(what, limitMs)), limitMs);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
