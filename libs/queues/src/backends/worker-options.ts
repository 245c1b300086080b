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
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledEveryMs,
    maxStalledCount: timing.maxStalls,
    drainDelay: timing.idleWaitMs[backend] / 1_000,
    runRetryDelay: timing.storeRetryMs,
    settings: { backoffStrategy: (attempt, _type, error, job) => spec.backoff(attempt, error, job) },
  };
}
