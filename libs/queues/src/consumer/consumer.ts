import { service, sleep, type Deadline, type Logger, type Service } from '@ownerbot/runtime';
import type { Backend, Commands, StoredJob, StoreWorker, WorkerHost } from '../backends/backend';
import { backoffMs, type Random } from '../backoff';
import { deadJobOf } from '../dead/dead-job';
import type { OnDead } from '../dead/on-dead';
import type { Handlers } from '../job';
import { FAMILIES, isJobKind, JOB_KINDS, type Family } from '../job-kinds';
import { queuesOf, type LaneCounts } from '../lanes';
import type { JobMetrics } from '../metrics';
import { QUEUE_TIMING, type QueueTiming } from '../timing';
import { AttemptFailure, isOurs, originOf } from './failures';
import { createNewerJobs } from './newer-jobs';
import { processJob, type AnyHandler } from './process-job';
import type { Run } from './run-handler';
import { stopWorkers } from './stop-workers';

export interface ConsumerOptions<F extends Family> {
  /** Whose queues are taken from. */
  readonly families: readonly F[];
  readonly handlers: Handlers<F>;
  /** Jobs run side by side in this process, for families without lanes. */
  readonly concurrency?: Partial<Record<F, number>>;
  /** Most runs that may begin in a second, of all processes together, for families without lanes. */
  readonly perSecond?: number;
  /**
   * Called once a job lies in the failed set: its attempts are spent, its error says never, its payload is invalid, or it stalled too
   * often. A job that it says to have buried leaves the queue.
   */
  readonly onDead?: OnDead;
  /** False while what the handlers need (Postgres) is away: no new job is taken, and one that fails meanwhile goes back. */
  readonly gate?: () => boolean;
  /** For tests. */
  readonly timing?: Partial<QueueTiming>;
  readonly random?: Random;
  readonly runLimitMs?: number;
}

export interface Consumer extends Service {
  /** For liveness: runs that came to an end since the start, and runs that go on. */
  progress(): { readonly finished: number; readonly running: number; readonly taking: boolean };
}

export interface ConsumerParts {
  readonly backend: Backend;
  readonly commands: Commands;
  readonly lanes: LaneCounts;
  readonly log: Logger;
  readonly metrics: JobMetrics;
}

/** BullMQ's settings of a queue. Its events are read by nobody: Redis keeps few of them, Postgres none. */
const metaOf = (family: Family): Record<string, number> => ({ 'opts.maxLenEvents': 100, ...(FAMILIES[family].laned ? { concurrency: 1 } : {}) });

/** `start` waits this long for the store; after that the workers come up by themselves as soon as it is there. */
const START_WAIT_MS = 2_000;

/** Takes jobs of whole families and hands them to their handlers. Works through absences of the store and of what the gate watches. */
export function createConsumer<F extends Family>(parts: ConsumerParts, options: ConsumerOptions<F>): Consumer {
  const timing = { ...QUEUE_TIMING, ...options.timing };
  const { gate = () => true, random = Math.random } = options;
  const stopping = new AbortController();
  const runs = new Map<StoredJob, Run>();
  const burials = new Set<Promise<void>>();
  const newer = createNewerJobs(timing.newerWaitMs);
  const asides = new Map<string, NodeJS.Timeout>();
  const handlers = new Map(Object.entries(options.handlers) as [string, AnyHandler][]);
  let host: WorkerHost | undefined;
  let workers: StoreWorker[] = [];
  let gateTimer: NodeJS.Timeout | undefined;
  let isTaking = true;
  let finished = 0;

  /** Follows the gate: pauses and resumes all workers of this process. */
  function followGate(): void {
    const open = gate();
    if (stopping.signal.aborted || open === isTaking) return;
    isTaking = open;
    parts.log.info(open ? 'consumer.resumed' : 'consumer.paused');
    for (const worker of workers) void (open ? worker.resume() : worker.pause(true));
  }

  /** Others get the next look at a queue. */
  function standAside(queue: string): void {
    const worker = workers.find(({ name }) => name === queue);
    if (worker === undefined || asides.has(queue)) return;
    void worker.pause(true);
    const over = (): void => {
      asides.delete(queue);
      if (isTaking && !stopping.signal.aborted) void worker.resume();
    };
    asides.set(queue, setTimeout(over, timing.asideMs));
  }

  async function run(queue: string, job: StoredJob, token: string): Promise<null> {
    try {
      return await processJob(job, token, {
        ...parts,
        handlers,
        timing,
        runs,
        newer,
        standAside: () => standAside(queue),
        stopping: stopping.signal,
        gateIsOpen: gate,
        onGateClosed: followGate,
        ...(options.runLimitMs === undefined ? {} : { runLimitMs: options.runLimitMs }),
      });
    } finally {
      finished += 1;
    }
  }

  async function bury(queue: string, job: StoredJob, error: Error): Promise<void> {
    const dead = deadJobOf(queue, job);
    try {
      const buried = await options.onDead?.(dead, originOf(error));
      // Killed before it, or the store away: the sweep buries it again, which changes nothing, and takes it out.
      if (buried === 'buried') await parts.commands.queue(queue).removeJob(dead.id);
    } catch (failure) {
      parts.log.error('job.not-buried', { queue, jobId: job.id, error: failure });
    }
  }

  function openWorker(queue: string, concurrency: number): StoreWorker {
    if (host === undefined) throw new TypeError('the consumer has not started');
    const worker = host.worker({
      queue,
      concurrency,
      perSecond: options.perSecond,
      process: (job, token) => run(queue, job, token),
      backoff: (attempt, error, job) => {
        const kind = job?.name ?? '';
        const failure = error instanceof AttemptFailure ? error.origin.retry : 'backoff';
        return backoffMs(isJobKind(kind) ? JOB_KINDS[kind].backoff : JOB_KINDS['inbox.update'].backoff, attempt, failure, random);
      },
    });
    worker.on('failed', (job, error) => {
      if (!isOurs(error)) parts.log.error('job.failed-by-queue', { queue, jobId: job?.id, error });
      // Reported for each failed attempt; only a final one has an end.
      if (job?.finishedOn === undefined) return;
      const burial = bury(queue, job, error).finally(() => burials.delete(burial));
      burials.add(burial);
    });
    worker.on('lockRenewalFailed', (ids) => {
      for (const [job, current] of runs) if (job.id !== undefined && ids.includes(job.id)) current.abort('lost', timing.abortGraceMs);
    });
    return worker;
  }

  /** One job at a time in each lane, on all processes together; must hold before the first job is taken. */
  async function prepare(): Promise<void> {
    const settings = options.families.flatMap((family) => queuesOf(family, parts.lanes).map((queue) => ({ queue, values: metaOf(family) })));
    for (;;) {
      try {
        await parts.commands.ready(timing.storeRetryMs);
        await Promise.all(settings.map(({ queue, values }) => parts.commands.queue(queue).setMeta(values)));
        break;
      } catch (error) {
        if (stopping.signal.aborted) return;
        parts.log.debug('consumer.store-away', { error });
        await sleep(timing.storeRetryMs, stopping.signal);
      }
    }
    if (stopping.signal.aborted) return;
    for (const worker of workers) worker.run().catch((error: unknown) => parts.log.error('consumer.worker-ended', { queue: worker.name, error }));
    parts.log.info('consumer.started', { families: options.families, queues: workers.length });
  }

  const lifecycle = service(`consumer ${options.families.join(',')}`, {
    async start() {
      host = parts.backend.workerHost(options.families, timing);
      workers = options.families.flatMap((family) =>
        queuesOf(family, parts.lanes).map((queue) => openWorker(queue, options.concurrency?.[family] ?? FAMILIES[family].concurrency)),
      );
      gateTimer = setInterval(followGate, timing.gateEveryMs);
      followGate();
      const up = new AbortController();
      const prepared = prepare().finally(() => up.abort());
      await Promise.race([prepared, sleep(START_WAIT_MS, AbortSignal.any([up.signal, stopping.signal]))]);
    },
    async stop(deadline: Deadline) {
      clearInterval(gateTimer);
      for (const timer of asides.values()) clearTimeout(timer);
      if (host === undefined) return;
      await stopWorkers({ workers, runs, burials, host, log: parts.log, graceMs: timing.abortGraceMs, hold: () => stopping.abort() }, deadline);
    },
  });
  return { ...lifecycle, progress: () => ({ finished, running: runs.size, taking: isTaking }) };
}
