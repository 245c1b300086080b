import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { ownVersion, service, sleep, type Clock, type Health, type Logger, type Service } from '@ownerbot/runtime';
import type { ProcessBeat } from './process-beat';

/** Short enough that a process that hangs is missed within half a minute. */
const BEAT_EVERY_MS = 5_000;
/** A process that is missed for longer than this hangs, or has died. */
export const SILENT_AFTER_MS = 20_000;

export interface HeartbeatOptions {
  /** Of the process, such as `worker`. */
  readonly name: string;
  readonly roles?: readonly string[];
  readonly health: Health;
  readonly queues: { beat(beat: ProcessBeat): Promise<void>; leave(id: string): Promise<void> };
  readonly clock: Clock;
  readonly log: Logger;
  readonly everyMs?: number;
}

/**
 * Tells the others every few seconds that this process is there and what its health checks find. A blocked event loop cannot tell
 * anything, which is how it is seen. While the store is away nobody can be told, and nothing waits for it.
 */
export function heartbeat({ name, roles = [], health, queues, clock, log, everyMs = BEAT_EVERY_MS }: HeartbeatOptions): Service {
  const stopping = new AbortController();
  const self = { id: randomUUID(), name, host: hostname(), pid: process.pid, version: ownVersion(), roles, startedAt: clock.now().toISOString() };
  let beating: Promise<void> = Promise.resolve();

  async function beat(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const { live, ready, checks } = await health.report();
        const problems = Object.entries(checks).flatMap(([check, { ok, detail = '' }]) => (ok ? [] : [{ check, detail }]));
        if (!stopping.signal.aborted) await queues.beat({ ...self, live, ready, problems });
      } catch (error) {
        log.debug('heartbeat_lost', { error });
      }
      await sleep(everyMs, stopping.signal);
    }
  }

  return service('heartbeat', {
    start() {
      beating = beat();
      return Promise.resolve();
    },
    async stop() {
      stopping.abort();
      await beating;
      await queues.leave(self.id).catch((error: unknown) => log.debug('heartbeat_lost', { error }));
    },
  });
}
