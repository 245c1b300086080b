import type { WorkerOptions } from 'bullmq';
import type { WorkerSpec } from './backend';

/** Name of our back-off strategy in the options of a job. */
export const BACKOFF_TYPE = 'ownerbot';

/** Options that workers of both backends share. */
export function workerOptionsOf(spec: WorkerSpec, idleWaitMs: number): Omit<WorkerOptions, 'connection' | 'prefix'> {
  const { timing } = spec;
  return {
    autorun: false,
    concurrency: spec.concurrency,
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledEveryMs,
    maxStalledCount: timing.maxStalls,
    drainDelay: idleWaitMs / 1_000,
    runRetryDelay: timing.storeRetryMs,
    settings: { backoffStrategy: (attempt, _type, error, job) => spec.backoff(attempt, error, job) },
  };
}
