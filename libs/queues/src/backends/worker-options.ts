import type { Telemetry, WorkerOptions } from 'bullmq';
import type { QueueTiming } from '../timing';
import type { WorkerSpec } from './backend';
import type { BackendName } from './backend-name';

/** Name of our back-off strategy in the options of a job. */
export const BACKOFF_TYPE = 'ownerbot';

/** Options that workers of both backends share. */
export function workerOptionsOf(spec: WorkerSpec, timing: QueueTiming, backend: BackendName, telemetry: Telemetry | undefined): Omit<WorkerOptions, 'connection' | 'prefix'> {
  return {
    autorun: false,
    ...(telemetry === undefined ? {} : { telemetry }),
    concurrency: spec.concurrency,
    // One after the other at equal distances: a larger allowance could be used up at the end of one window and again at the begin of the next.
    ...(spec.perSecond === undefined ? {} : { limiter: { max: 1, duration: Math.ceil(1_000 / spec.perSecond) } }),
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledEveryMs,
    maxStalledCount: timing.maxStalls,
    drainDelay: timing.idleWaitMs[backend] / 1_000,
    runRetryDelay: timing.storeRetryMs,
    settings: { backoffStrategy: (attempt, _type, error, job) => spec.backoff(attempt, error, job) },
  };
}
