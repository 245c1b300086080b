import { deathOf, done, QueueUnavailableError, type OnDead, type Outcome, type Queues } from '@ownerbot/queues';
import type { Clock, Logger } from '@ownerbot/runtime';
import { StoreUnavailableError } from '@ownerbot/storage';
import { whileStoresAnswer } from '../turn/take-turn';

/** Its schedule. */
export const BURIAL_SWEEP = { name: 'burial', everyMs: 15_000 } as const;

/** Who saw a job die is burying it; what lies longer than this is left behind. */
const LEFT_BEHIND_MS = 10_000;
/** Of each queue, in one sweep. */
const BATCH = 200;

export interface DeadSweepParts {
  readonly queues: Pick<Queues, 'deadJobs' | 'removeDead'>;
  readonly onDead: OnDead;
  readonly clock: Clock;
  readonly leftBehindMs?: number;
}

/**
 * Buries the dead jobs of all queues that nobody has buried: their worker died with them, or the store was away. Several workers may
 * sweep at once, for burying is idempotent. A job that cannot be buried stays where it is and is tried again by the next sweep.
 */
export function createDeadSweep({ queues, onDead, clock, leftBehindMs = LEFT_BEHIND_MS }: DeadSweepParts): (job: { readonly log: Logger }) => Promise<Outcome> {
  return ({ log }) =>
    whileStoresAnswer(async () => {
      const jobs = await queues.deadJobs({ diedBefore: new Date(clock.now().getTime() - leftBehindMs), limit: BATCH });
      for (const job of jobs) {
        try {
          if ((await onDead(job, deathOf(job))) === 'buried') await queues.removeDead(job);
        } catch (error) {
          if (error instanceof StoreUnavailableError || error instanceof QueueUnavailableError) throw error;
          log.error('job.not-buried', { queue: job.queue, jobId: job.id, error });
        }
      }
      if (jobs.length > 0) log.warn('dead_jobs_swept', { count: jobs.length });
      return done();
    });
}
