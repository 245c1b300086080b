import type { PlannerFacts, StatusFacts } from '@ownerbot/conversation';
import type { Queues } from '@ownerbot/queues';
import { codeOf, sleep, type Logger, type Service } from '@ownerbot/runtime';
import type { StoreWatch, TenantSettings } from '@ownerbot/storage';
import { NO_SIS_FACTS, type SisFacts } from './sis-facts';

export interface StatusWatch extends Service {
  /** What was last seen, at most one look old; the mode is that of the settings given. */
  current(tenant: TenantSettings): StatusFacts;
}

export interface StatusWatchOptions {
  readonly queues: Pick<Queues, 'backlog' | 'backend'>;
  readonly store: Pick<StoreWatch, 'isAvailable'>;
  /** What is kept of SIS. */
  readonly readSis: () => Promise<SisFacts>;
  /** Null: the planner is off. */
  readonly readPlanner?: () => Promise<PlannerFacts | null>;
  readonly modeOf: (tenant: TenantSettings) => Pick<StatusFacts, 'mode' | 'dataMode'>;
  readonly fixed: Pick<StatusFacts, 'version' | 'providers' | 'switches'>;
  readonly log: Logger;
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;

/** Looks at the stores now and then, so that a turn can tell of them without asking anybody. */
export function watchStatus({ queues, store, readSis, readPlanner = () => Promise.resolve(null), modeOf, fixed, log, everyMs = EVERY_MS }: StatusWatchOptions): StatusWatch {
  const stopping = new AbortController();
  let seen: Pick<StatusFacts, 'queue' | 'inboxWaiting'> = { queue: 'ok', inboxWaiting: 0 };
  let sis: SisFacts = NO_SIS_FACTS;
  let planner: PlannerFacts | null = null;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        seen = { queue: 'ok', inboxWaiting: await queues.backlog('inbox') };
      } catch (error) {
        seen = { ...seen, queue: 'away' };
        log.debug('status_not_seen', { code: codeOf(error) });
      }
      try {
        sis = await readSis();
        planner = await readPlanner();
      } catch (error) {
        log.debug('kept_facts_not_read', { code: codeOf(error) });
      }
      await sleep(everyMs, stopping.signal);
    }
  }

  return {
    name: 'status watch',
    current: (tenant) => ({ ...fixed, ...seen, ...ofSis(sis, tenant), ...(planner === null ? {} : { planner }), ...modeOf(tenant), database: store.isAvailable() ? 'ok' : 'away', queueBackend: queues.backend }),
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

/** What SIS said of another shop is not said of this one. */
function ofSis({ capabilities, ping }: SisFacts, { shopId }: TenantSettings): Pick<StatusFacts, 'capabilities' | 'sisPing'> {
  return {
    ...(capabilities?.shopId === shopId ? { capabilities: capabilities.endpoints } : {}),
    ...(ping === null ? {} : { sisPing: ping }),
  };
}
