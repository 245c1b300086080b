import { sleep, type Deadline, type Logger } from '@ownerbot/runtime';
import type { StoredJob, StoreWorker, WorkerHost } from '../backends/backend';
import type { Run } from './run-handler';

export interface Stopping {
  readonly workers: readonly StoreWorker[];
  readonly runs: ReadonlyMap<StoredJob, Run>;
  readonly burials: ReadonlySet<Promise<void>>;
  readonly host: WorkerHost;
  readonly log: Logger;
  readonly graceMs: number;
  /** From here on a job that comes in goes back at once. */
  readonly hold: () => void;
}

/** Kept of the deadline for handing back and for closing connections. */
const HAND_BACK_MS = 1_500;
const CLOSE_MS = 700;

/**
 * Lets go of everything, never later than the deadline: no new job is taken; what has begun may finish; then its signals fire and
 * what is unfinished goes back without using up an attempt; then the connections are cut, whatever their state.
 * BullMQ's own close waits for running jobs and for the store without a limit.
 */
export async function stopWorkers(stopping: Stopping, deadline: Deadline): Promise<void> {
  const { workers, runs, burials, host, log } = stopping;
  stopping.hold();
  let isClosed = false;
  const closed = Promise.all(workers.map((worker) => worker.close())).then(
    () => Promise.all(burials),
    (error: unknown) => log.warn('consumer.close-failed', { error }),
  ).then(() => {
    isClosed = true;
  });
  const wait = async (ms: number): Promise<void> => {
    const over = new AbortController();
    await Promise.race([closed, sleep(Math.max(0, ms), over.signal)]);
    over.abort();
  };

  await wait(deadline.remainingMs() - HAND_BACK_MS - CLOSE_MS);
  if (!isClosed) {
    const graceMs = Math.min(stopping.graceMs, Math.max(0, deadline.remainingMs() - CLOSE_MS) / 2);
    log.warn('consumer.interrupts', { runs: runs.size, graceMs });
    for (const run of runs.values()) run.abort('stop', graceMs);
    await wait(deadline.remainingMs() - CLOSE_MS);
  }
  if (!isClosed) log.warn('consumer.closed-by-force', { runs: runs.size });
  await host.destroy();
  await Promise.all(workers.map((worker) => worker.abandon()));
}
