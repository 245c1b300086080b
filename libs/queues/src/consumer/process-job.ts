import { OwnerBotError, type Logger } from '@ownerbot/runtime';
import type { StoredJob } from '../backends/backend';
import { openEnvelope, type OpenedEnvelope } from '../envelope';
import { JobKindUnknownError, PayloadNewerError } from '../errors';
import type { Handler } from '../job';
import { JOB_KINDS, type JobKind } from '../job-kinds';
import type { JobMetrics } from '../metrics';
import { dead, interrupted, type Outcome } from '../outcome';
import { tickOf } from '../schedules';
import type { QueueTiming } from '../timing';
import type { NewerJobs } from './newer-jobs';
import { runHandler, type Run } from './run-handler';
import { settle } from './settle';

export type AnyHandler = Handler<JobKind>;

export interface ProcessOptions {
  readonly handlers: ReadonlyMap<string, AnyHandler>;
  readonly timing: QueueTiming;
  readonly log: Logger;
  readonly metrics: JobMetrics;
  /** Runs that go on now, by job. */
  readonly runs: Map<StoredJob, Run>;
  readonly newer: NewerJobs;
  /** Takes nothing from the job's queue for a while. */
  readonly standAside: () => void;
  readonly stopping: AbortSignal;
  /** False while what the handlers need is away. */
  readonly gateIsOpen: () => boolean;
  /** Called when a job goes back because the gate is closed, before it does. */
  readonly onGateClosed: () => void;
  /** Overrides the limit of a run; for tests. */
  readonly runLimitMs?: number;
}

const LEFT_TO_NEWER = interrupted('a newer process is to take it');

/** One run of one job, from what BullMQ hands over to what it wants to hear. */
export async function processJob(job: StoredJob, token: string, options: ProcessOptions): Promise<null> {
  const begun = performance.now();
  const log = options.log.child({ kind: job.name, jobId: job.id, correlationId: job.data.correlationId, attempt: job.attemptsMade + 1 });
  const outcome = await outcomeOf(job, log, options);
  const ms = Math.round(performance.now() - begun);
  options.metrics.ran(job.name, outcome === 'lost' ? 'lost' : outcome.type, ms / 1_000);
  if (outcome === 'lost') {
    log.warn('job.lost', { ms });
    return null; // BullMQ finds that the lock is not ours and reports it
  }
  report(log, outcome, ms);
  const isHeldFirst = options.gateIsOpen() && outcome !== LEFT_TO_NEWER;
  return settle(job, token, outcome, { log, storeRetryMs: options.timing.storeRetryMs, handBackMs: isHeldFirst ? options.timing.handBackMs : 0, stopping: options.stopping });
}

async function outcomeOf(job: StoredJob, log: Logger, options: ProcessOptions): Promise<Outcome | 'lost'> {
  if (options.stopping.aborted) return interrupted('the process stops');
  if (!options.gateIsOpen()) return closed(options);
  let opened: OpenedEnvelope;
  try {
    opened = openEnvelope(tickOf(job));
  } catch (error) {
    if (error instanceof PayloadNewerError && options.newer.mayWait(job.id ?? '')) {
      options.standAside();
      return LEFT_TO_NEWER;
    }
    return dead(error instanceof OwnerBotError ? error : new JobKindUnknownError(job.name));
  }
  const { kind, payload, correlationId } = opened;
  const handler = options.handlers.get(kind);
  if (handler === undefined) return dead(new JobKindUnknownError(kind));
  const outcome = await runHandler({
    kind,
    limitMs: options.runLimitMs ?? JOB_KINDS[kind].runLimitMs,
    graceMs: options.timing.abortGraceMs,
    log,
    onBegin: (run) => options.runs.set(job, run),
    work: (signal) =>
      handler({
        kind,
        id: job.id ?? '',
        payload: payload as Parameters<AnyHandler>[0]['payload'],
        correlationId,
        attempt: job.attemptsMade + 1,
        attemptsAllowed: job.opts.attempts ?? 1,
        addedAt: new Date(job.timestamp),
        signal,
        log,
      }),
  }).finally(() => options.runs.delete(job));
  // A failure while the store is away says nothing about the job.
  return outcome !== 'lost' && outcome.type === 'retry' && !options.gateIsOpen() ? closed(options) : outcome;
}

function closed(options: ProcessOptions): Outcome {
  options.onGateClosed();
  return interrupted('what the handlers need is away');
}

function report(log: Logger, outcome: Outcome, ms: number): void {
  switch (outcome.type) {
    case 'done':
      return log.debug('job.done', { ms });
    case 'later':
      return log.info('job.later', { ms, afterMs: outcome.ms, why: outcome.why });
    case 'interrupted':
      return log.info('job.interrupted', { ms, why: outcome.why });
    case 'retry':
      return log.warn('job.retry', { ms, error: outcome.error });
    case 'dead':
      return log.error('job.dead', { ms, error: outcome.error });
  }
}
