import type { CheckResult, Clock } from '@ownerbot/runtime';
import type { QueueState } from './inspect';

export interface ProgressWatchOptions {
  readonly look: () => Promise<readonly QueueState[]>;
  readonly progress: () => { readonly finished: number; readonly taking: boolean };
  readonly clock: Clock;
  /** How long nothing may move while something waits. Longer than the longest run. */
  readonly stuckAfterMs?: number;
}

const STUCK_AFTER_MS = 120_000;

/**
 * Liveness by progress: a process that answers pings but takes no job is not alive. It makes progress when nothing waits, when it
 * finished something since the last look, or when the job that is next in some queue is another one than before.
 * While the store is away, while queues are paused, or while the process waits for Postgres, a restart would not help: that counts as live.
 */
export function createProgressWatch({ look, progress, clock, stuckAfterMs = STUCK_AFTER_MS }: ProgressWatchOptions): () => Promise<CheckResult> {
  let finishedBefore = -1;
  let heads = new Map<string, number>();
  let movedAt = clock.now().getTime();

  return async () => {
    const now = clock.now().getTime();
    const { finished, taking } = progress();
    let queues: readonly QueueState[];
    try {
      queues = await look();
    } catch {
      movedAt = now;
      return { ok: true, detail: 'the store of the queues is away' };
    }
    const waiting = queues.filter((queue) => queue.oldestWaitingAt !== null && !queue.paused);
    const current = new Map(waiting.map((queue) => [queue.queue, queue.oldestWaitingAt ?? 0]));
    const someMoved = [...heads].some(([queue, at]) => current.get(queue) !== at);
    if (waiting.length === 0 || !taking || finished !== finishedBefore || someMoved) movedAt = now;
    finishedBefore = finished;
    heads = current;
    const idleMs = now - movedAt;
    if (idleMs < stuckAfterMs) return { ok: true };
    return { ok: false, detail: `${waiting.map(({ queue }) => queue).join(', ')}: jobs wait, and none was finished for ${Math.round(idleMs / 1_000)} s` };
  };
}
