import type { StatusFacts } from '@ownerbot/conversation';
import type { Queues } from '@ownerbot/queues';
import { codeOf, sleep, type Logger, type Service } from '@ownerbot/runtime';
import type { StoreWatch } from '@ownerbot/storage';

export interface StatusWatch extends Service {
  /** What was last seen; at most one look old. */
  current(): StatusFacts;
}

export interface StatusWatchOptions {
  readonly queues: Pick<Queues, 'backlog' | 'backend'>;
  readonly store: Pick<StoreWatch, 'isAvailable'>;
  readonly fixed: Pick<StatusFacts, 'mode' | 'version' | 'providers'>;
  readonly log: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;

/** Looks at the stores now and then, so that a turn can tell of them without asking anybody. */
export function watchStatus({ queues, store, fixed, log, everyMs = EVERY_MS }: StatusWatchOptions): StatusWatch {
  const stopping = new AbortController();
  let seen: Pick<StatusFacts, 'queue' | 'inboxWaiting'> = { queue: 'ok', inboxWaiting: 0 };
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        seen = { queue: 'ok', inboxWaiting: await queues.backlog('inbox') };
      } catch (error) {
        seen = { ...seen, queue: 'away' };
        log.debug('status_not_seen', { code: codeOf(error) });
      }
      await sleep(everyMs, stopping.signal);
    }
  }

  return {
    name: 'status watch',
    current: () => ({ ...fixed, ...seen, database: store.isAvailable() ? 'ok' : 'away', queueBackend: queues.backend }),
    start: () => {
      looking = look();
      return Promise.resolve();
    },
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
