import { messageOf, OwnerBotError, withinMs, type Clock } from '@ownerbot/runtime';
import type { Backend, Commands, NewJob } from './backends/backend';
import { BACKOFF_TYPE } from './backends/worker-options';
import { sealEnvelope } from './envelope';
import { QueueUnavailableError } from './errors';
import { checkJobId, type JobRequest } from './job';
import { JOB_KINDS } from './job-kinds';
import { queueOf, type LaneCounts } from './lanes';
import type { JobMetrics } from './metrics';

export interface Producer {
  /**
   * Resolves when the store has confirmed the job. Adding an id that is there, or that finished not long ago, adds nothing.
   * @throws PayloadInvalidError, JobInvalidError: the caller's mistake
   * @throws QueueUnavailableError within the producer's limit: the job may be stored or not; add it again with the same id
   */
  add(job: JobRequest): Promise<void>;
  /** The same for many, in few round trips. Not all or nothing: after an error add them all again. Keeps the order within a queue. */
  addAll(jobs: readonly JobRequest[]): Promise<void>;
}

export interface ProducerParts {
  readonly backend: Pick<Backend, 'keepDoneCount' | 'bulkFrom' | 'holdsAnyText'>;
  readonly commands: Commands;
  readonly lanes: LaneCounts;
  readonly limitMs: number;
  readonly metrics: JobMetrics;
  readonly clock: Clock;
}

/** Adds jobs, each call within its limit of time. While the store is away nothing is kept back to be added later. */
export function createProducer({ backend, commands, lanes, limitMs, metrics, clock }: ProducerParts): Producer {
  function newJob(job: JobRequest): NewJob & { queue: string } {
    checkJobId(job.id);
    const spec = JOB_KINDS[job.kind];
    return {
      queue: queueOf(job.kind, job.id, job.laneKey, lanes),
      name: job.kind,
      data: sealEnvelope(job, clock.now(), backend.holdsAnyText),
      opts: {
        jobId: job.id,
        attempts: spec.attempts,
        backoff: { type: BACKOFF_TYPE },
        ...(job.delayMs === undefined ? {} : { delay: job.delayMs }),
        removeOnComplete: { age: spec.keepDoneSec, ...(backend.keepDoneCount === undefined ? {} : { count: backend.keepDoneCount }) },
        removeOnFail: false,
        stackTraceLimit: spec.attempts,
      },
    };
  }

  async function addToQueue(queue: string, jobs: readonly NewJob[]): Promise<void> {
    const target = commands.queue(queue);
    if (jobs.length >= backend.bulkFrom) {
      await target.addBulk([...jobs]);
    } else {
      for (const { name, data, opts } of jobs) await target.add(name, data, opts);
    }
    await commands.hold(queue, jobs.flatMap(({ opts }) => opts.jobId ?? []));
  }

  async function addAll(requests: readonly JobRequest[]): Promise<void> {
    const byQueue = new Map<string, NewJob[]>();
    for (const { queue, ...job } of requests.map(newJob)) {
      const jobs = byQueue.get(queue) ?? [];
      jobs.push(job);
      byQueue.set(queue, jobs);
    }
    const begun = performance.now();
    try {
      await commands.ready(limitMs);
      const leftMs = Math.max(1, limitMs - (performance.now() - begun));
      await withinMs('adding jobs', leftMs, Promise.all([...byQueue].map(([queue, jobs]) => addToQueue(queue, jobs))));
    } catch (error) {
      commands.recover(error);
      for (const { kind } of requests) metrics.added(kind, 'refused');
      throw error instanceof OwnerBotError && error.code !== 'DEADLINE_PASSED' ? error : new QueueUnavailableError(messageOf(error), error);
    }
    for (const { kind } of requests) metrics.added(kind, 'added');
  }

  return { add: (job) => addAll([job]), addAll };
}
