import type { Commands } from '../backends/backend';
import { deadJobOf, type DeadJob } from './dead-job';

export interface DeadJobsQuery {
  /** Those that died before: who saw a later death is at it. */
  readonly diedBefore: Date;
  /** At most so many of each queue. */
  readonly limit: number;
}

/** Jobs in the failed sets of these queues, oldest first. Queues without any cost one look at their depths. */
export async function deadJobs(commands: Commands, queues: readonly string[], { diedBefore, limit }: DeadJobsQuery): Promise<DeadJob[]> {
  const depths = await commands.depths(queues);
  const found: DeadJob[] = [];
  for (const { queue } of depths.filter(({ failed }) => failed > 0)) {
    const jobs = await commands.queue(queue).getFailed(0, limit - 1);
    // A job may leave between the look at the list and the look at the job.
    found.push(...jobs.flatMap((job) => (job?.id === undefined ? [] : [deadJobOf(queue, job)])));
  }
  return found.filter(({ diedAt }) => diedAt < diedBefore);
}
