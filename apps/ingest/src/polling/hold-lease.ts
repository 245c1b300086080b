import { sleep, type Logger } from '@ownerbot/runtime';

/** The right to poll, kept in the store of the queues under a name of the bot's; a `Lease` of the queues. */
export interface LeaseStore {
  acquire(owner: string, ttlMs: number): Promise<boolean>;
  renew(owner: string, ttlMs: number): Promise<boolean>;
  release(owner: string): Promise<void>;
}

export interface LeaseTiming {
  readonly ttlMs: number;
  readonly renewEveryMs: number;
  /** How often whoever waits for the lease tries to get it. */
  readonly retryEveryMs: number;
}

export const LEASE_TIMING: LeaseTiming = { ttlMs: 10_000, renewEveryMs: 3_000, retryEveryMs: 2_000 };

export interface HeldLease {
  /** Fires when the lease is lost, or may be; by then nobody else has it yet. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Waits until the lease is ours. Undefined when `signal` ended the wait. */
export async function holdLease(store: LeaseStore, owner: string, timing: LeaseTiming, log: Logger, signal: AbortSignal): Promise<HeldLease | undefined> {
  while (!signal.aborted) {
    const askedAt = performance.now();
    const isTaken = await store.acquire(owner, timing.ttlMs).catch((error: unknown) => {
      log.warn('lease_not_reachable', { error });
      return false;
    });
    if (isTaken) return keepLease(store, owner, timing, log, askedAt);
    await sleep(timing.retryEveryMs, signal);
  }
  return undefined;
}

function keepLease(store: LeaseStore, owner: string, timing: LeaseTiming, log: Logger, takenAt: number): HeldLease {
  const lost = new AbortController();
  const released = new AbortController();
  let expiry: NodeJS.Timeout = expireAt(takenAt);

  /** Counted from before the request: the store's own count began later, so ours is over first. */
  function expireAt(askedAt: number): NodeJS.Timeout {
    const left = askedAt + timing.ttlMs - performance.now();
    return setTimeout(() => loseIt('not renewed in time'), Math.max(0, left - timing.ttlMs / 10));
  }

  function loseIt(why: string): void {
    if (released.signal.aborted || lost.signal.aborted) return;
    log.warn('lease_lost', { why });
    clearTimeout(expiry);
    lost.abort();
    released.abort();
  }

  async function renewals(): Promise<void> {
    while (!released.signal.aborted) {
      await sleep(timing.renewEveryMs, released.signal);
      if (released.signal.aborted) return;
      const askedAt = performance.now();
      try {
        if (!(await store.renew(owner, timing.ttlMs))) {
          loseIt('another process has it');
          return;
        }
        clearTimeout(expiry);
        if (!released.signal.aborted) expiry = expireAt(askedAt);
      } catch (error) {
        log.warn('lease_not_renewed', { error });
      }
    }
  }

  const renewing = renewals();
  return {
    lost: lost.signal,
    async release() {
      const isOurs = !lost.signal.aborted;
      released.abort();
      clearTimeout(expiry);
      await renewing;
      clearTimeout(expiry);
      if (isOurs) await store.release(owner).catch((error: unknown) => log.warn('lease_not_released', { error }));
    },
  };
}
