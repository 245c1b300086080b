import { codeOf, service, sleep, withinMs, type Logger, type Service } from '@ownerbot/runtime';
import { LanesChangedError } from './errors';
import type { LanedFamily } from './job-kinds';
import type { Queues } from './queues';

export interface GuardLanesOptions {
  readonly queues: Pick<Queues, 'checkLanes'>;
  /** Whose number of lanes this process was told. */
  readonly families: readonly LanedFamily[];
  readonly log: Logger;
  readonly startLimitMs?: number;
  readonly retryMs?: number;
  /** What to do when the answer comes after the start and is no: by default the process ends. */
  readonly onChanged?: (error: LanesChangedError) => void;
}

const START_LIMIT_MS = 3_000;
const RETRY_MS = 2_000;

/**
 * Refuses to start with another number of lanes than the queues were filled with. A store that is away at the start does not
 * hinder it, and is asked as soon as it is there.
 */
export function guardLanes(options: GuardLanesOptions): Service {
  const { queues, families, log, startLimitMs = START_LIMIT_MS, retryMs = RETRY_MS, onChanged = endProcess } = options;
  const stopping = new AbortController();
  let asking: Promise<void> | undefined;

  async function isChecked(): Promise<boolean> {
    try {
      await withinMs('the check of the lanes', startLimitMs, queues.checkLanes(families));
      return true;
    } catch (error) {
      if (error instanceof LanesChangedError) throw error;
      log.warn('lanes_not_checked', { code: codeOf(error), error });
      return false;
    }
  }

  async function askAgain(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sleep(retryMs, stopping.signal);
      try {
        if (stopping.signal.aborted || (await isChecked())) return;
      } catch (error) {
        if (error instanceof LanesChangedError) onChanged(error);
        return;
      }
    }
  }

  return service('lanes', {
    async start() {
      if (!(await isChecked())) asking = askAgain();
    },
    async stop() {
      stopping.abort();
      await asking;
    },
  });
}

/** Working on would mix up the order of chats. The life of a process ends with what nobody catches. */
function endProcess(error: LanesChangedError): void {
  setImmediate(() => {
    throw error;
  });
}
