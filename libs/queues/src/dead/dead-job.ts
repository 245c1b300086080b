import { OwnerBotError } from '@ownerbot/runtime';
import type { StoredJob } from '../backends/backend';
import { readAttempt, readDeath, type FailedAttempt } from '../consumer/failures';
import { looseEnvelope, payloadOf } from '../envelope';
import { tickOf } from '../schedules';

/** A job that is dead and lies in the failed set of its queue. */
export interface DeadJob {
  readonly queue: string;
  /** As stored; may be unknown to this version. */
  readonly kind: string;
  readonly id: string;
  readonly correlationId: string;
  /** As stored, unchecked. */
  readonly payload: unknown;
  readonly attempts: number;
  readonly addedAt: Date;
  readonly diedAt: Date;
  /** Failed attempts, oldest first; the last is the death. */
  readonly history: readonly FailedAttempt[];
}

/** What a dead job tells of itself, the same at its death and whenever it is looked at later. */
export function deadJobOf(queue: string, job: StoredJob): DeadJob {
  const envelope = looseEnvelope(tickOf(job));
  const diedAt = new Date(job.finishedOn ?? job.processedOn ?? job.timestamp);
  return {
    queue,
    kind: job.name,
    id: job.id ?? '',
    correlationId: envelope.correlationId,
    payload: payloadOf(envelope),
    attempts: job.attemptsMade,
    addedAt: new Date(job.timestamp),
    diedAt,
    history: historyOf(job, diedAt),
  };
}

/** The death of a job as an error; whether trying again could help is past. */
export function deathOf({ history }: DeadJob): OwnerBotError {
  const last = history.at(-1);
  return new OwnerBotError(last?.code ?? 'JOB_STALLED', { message: last?.message ?? 'the job failed without a reason' });
}

/** What BullMQ made up, such as a job that stalled too often, has no time of its own, or left no attempt at all. */
function historyOf(job: StoredJob, diedAt: Date): FailedAttempt[] {
  const attempts = (job.stacktrace ?? []).flatMap((stack) => (typeof stack === 'string' ? [readAttempt(stack)] : []));
  const death = readDeath(job.failedReason ?? '');
  const last = attempts.at(-1);
  if (last?.code !== death.code) return [...attempts, { at: diedAt.toISOString(), ...death, stack: [] }];
  return [...attempts.slice(0, -1), { ...last, ...death, at: last.at ?? diedAt.toISOString() }];
}
