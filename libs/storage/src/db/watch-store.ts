import { sleep, type Clock, type Service } from '@ownerbot/runtime';
import type { Database } from './db';

export interface StoreWatch extends Service {
  isAvailable(): boolean;
  /** Since when Postgres is away; `undefined` while it is there. */
  awaySince(): Date | undefined;
  /** Resolves when Postgres answers; rejects when the signal fires first. */
  waitUntilAvailable(signal: AbortSignal): Promise<void>;
}

export interface StoreWatchOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly probeEveryMs?: number;
  /** Told of each change. */
  readonly onChange?: (isAvailable: boolean) => void;
}

/**
 * Knows whether Postgres is there: any query that meets it away closes the gate, and pings open it again.
 * The worker takes no new job while the gate is closed.
 */
export function watchStore(options: StoreWatchOptions): StoreWatch {
  const { db, clock, probeEveryMs = 500 } = options;
  const stopping = new AbortController();
  let away: { since: Date; over: Promise<void> } | undefined;
  let forget = (): void => undefined;

  const probe = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(probeEveryMs, stopping.signal).catch(() => undefined);
      if (stopping.signal.aborted) return;
      const answered = await db.ping().then(() => true, () => false);
      if (!answered) continue;
      away = undefined;
      options.onChange?.(true);
      return;
    }
  };
  const close = (): void => {
    if (away || stopping.signal.aborted) return;
    away = { since: clock.now(), over: probe() };
    options.onChange?.(false);
  };

  return {
    name: 'store watch',
    start: async () => {
      forget = db.onUnavailable(close);
    },
    stop: async () => {
      forget();
      stopping.abort();
      await away?.over;
    },
    isAvailable: () => away === undefined,
    awaySince: () => away?.since,
    waitUntilAvailable: async (signal) => {
      while (away) {
        signal.throwIfAborted();
        const settled = new AbortController();
        await Promise.race([away.over, aborted(signal, settled.signal)]).finally(() => settled.abort());
        stopping.signal.throwIfAborted();
      }
    },
  };
}

function aborted(signal: AbortSignal, settled: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', give, { once: true, signal: settled });
  });
}
