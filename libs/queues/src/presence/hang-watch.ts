import type { CheckResult, Clock } from '@ownerbot/runtime';
import type { QueueState } from '../inspect';
import { FAMILIES, JOB_KINDS, type Family } from '../job-kinds';

export interface HangWatchOptions {
  readonly family: Family;
  readonly look: () => Promise<readonly QueueState[]>;
  readonly progress: () => { readonly taking: boolean };
  readonly clock: Clock;
}

/** A free place takes the next job at once; this long without one is no pause any more. */
const TAKES_WITHIN_MS = 15_000;
/** Beyond the limit of a run, at which its place becomes free. */
const FREE_AFTER_LIMIT_MS = 10_000;

/**
 * Readiness by movement, queue by queue and sooner than liveness: work that waits must be taken at once where a place is free, and when
 * the limit of a run has passed where all are taken. A queue that does not move is one whose worker hangs; no reason yet to restart it.
 */
export function createHangWatch({ family, look, progress, clock }: HangWatchOptions): () => Promise<CheckResult> {
  const limitMs = Math.max(...Object.values(JOB_KINDS).map((spec) => (spec.family === family ? spec.runLimitMs : 0)));
  const heads = new Map<string, { readonly at: number; readonly waiting: number; readonly since: number }>();

  /** How long the queue has not moved. */
  function idleMsOf({ queue, oldestWaitingAt, waiting, paused }: QueueState, now: number): number {
    if (paused || oldestWaitingAt === null) {
      heads.delete(queue);
      return 0;
    }
    const known = heads.get(queue);
    const hasMoved = known === undefined || known.at !== oldestWaitingAt || waiting < known.waiting;
    const since = hasMoved ? now : known.since;
    heads.set(queue, { at: oldestWaitingAt, waiting, since });
    return now - since;
  }

  return async () => {
    let queues: readonly QueueState[] = [];
    try {
      if (progress().taking) queues = await look();
    } catch {
      // The check of the store tells that it is away.
    }
    if (queues.length === 0) heads.clear();
    const now = clock.now().getTime();
    const stuck = queues.flatMap((queue) => {
      const places = FAMILIES[family].laned ? 1 : FAMILIES[family].concurrency * queue.workers;
      const patienceMs = queue.active < places ? TAKES_WITHIN_MS : Math.max(TAKES_WITHIN_MS, limitMs + FREE_AFTER_LIMIT_MS);
      const idleMs = idleMsOf(queue, now);
      return idleMs > patienceMs ? [`${queue.queue} (${queue.waiting} waiting, none taken for ${Math.round(idleMs / 1_000)} s)`] : [];
    });
    return stuck.length === 0 ? { ok: true } : { ok: false, detail: `does not move: ${stuck.join(', ')}` };
  };
}
