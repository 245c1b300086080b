import { messageOf, service, sleep, type Service } from '@ownerbot/runtime';
import { leaveReplay, takeReplay, unfinishedReplays } from '@ownerbot/storage';
import { stepReplay, type StepParts } from './step-replay';

export interface ReplayRunnerParts extends StepParts {
  /** Names this process among those that carry operations out. */
  readonly owner: string;
  /** False while Postgres is away. */
  readonly gate?: () => boolean;
  readonly everyMs?: number;
  readonly leaseMs?: number;
}

const EVERY_MS = 1_000;
/** A step is a matter of a second; after a worker was killed the operation goes on this much later. */
const LEASE_MS = 15_000;

/** Carries stored replays and drains out, step by step; of several workers each operation has one at a time. */
export function createReplayRunner(parts: ReplayRunnerParts): Service {
  const { db, clock, log, owner, gate = () => true, everyMs = EVERY_MS, leaseMs = LEASE_MS } = parts;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  /** Returns whether any of them has more to do at once. */
  async function round(): Promise<boolean> {
    let hasMore = false;
    for (const id of await unfinishedReplays(db, clock.now())) {
      if (stopping.signal.aborted) return false;
      const at = clock.now();
      if (!(await takeReplay(db, { id, owner, at, until: new Date(at.getTime() + leaseMs) }))) continue;
      // A step that fails keeps its lease: what fails once would only fail again at once.
      const stepped = await stepReplay(parts, id);
      await leaveReplay(db, { id, owner, steppedAt: stepped.steppedAt });
      hasMore ||= stepped.hasMore;
    }
    return hasMore;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let hasMore = false;
      try {
        hasMore = gate() && (await round());
      } catch (error) {
        log.warn('replay_step_failed', { error: messageOf(error) });
      }
      if (!hasMore) await sleep(everyMs, stopping.signal);
    }
  }

  return service('replays', {
    start() {
      running = run();
      return Promise.resolve();
    },
    async stop({ signal }) {
      stopping.abort();
      // A step that hangs is left behind: another worker goes on with it when its lease is over.
      await Promise.race([running, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))]);
    },
  });
}
