import { OwnerBotError } from '@ownerbot/runtime';

/** A payload does not have the shape of its kind. `path` names the field, such as `message.text`. Code `PAYLOAD_INVALID`. */
export class PayloadInvalidError extends OwnerBotError {
  constructor(
    readonly kind: string,
    readonly path: string,
    problem: string,
  ) {
    super('PAYLOAD_INVALID', { message: `payload of ${kind}: ${path} ${problem}`, fields: { kind, path } });
  }
}

/** A payload of the next release, which a newer process can read. The same code. */
export class PayloadNewerError extends PayloadInvalidError {}

/** The store of the queues did not confirm in time; nothing is known to be stored. Code `QUEUE_UNAVAILABLE`. */
export class QueueUnavailableError extends OwnerBotError {
  constructor(problem: string, cause?: unknown) {
    super('QUEUE_UNAVAILABLE', { message: `the queue's store is away: ${problem}`, retry: 'backoff', cause });
  }
}

/** A job request that no queue can take: a bad id, or no key for its lane. Code `JOB_INVALID`. */
export class JobInvalidError extends OwnerBotError {
  constructor(id: string, problem: string) {
    super('JOB_INVALID', { message: `job ${JSON.stringify(id)}: ${problem}`, fields: { id } });
  }
}

/** The queue holds a job of a kind that this version does not know. Code `JOB_KIND_UNKNOWN`. */
export class JobKindUnknownError extends OwnerBotError {
  constructor(kind: string) {
    super('JOB_KIND_UNKNOWN', { message: `this version knows no handler for jobs of kind ${JSON.stringify(kind)}`, fields: { kind } });
  }
}

/** One run of a job took longer than its kind allows. Code `RUN_TIMEOUT`. */
export class RunTimeoutError extends OwnerBotError {
  constructor(kind: string, limitMs: number) {
    super('RUN_TIMEOUT', { message: `a run of ${kind} took longer than ${limitMs} ms`, retry: 'backoff', fields: { kind, limitMs } });
  }
}

/** A handler threw something that is no error of the project. Its message is not repeated: it may hold anything. Code `HANDLER_FAILED`. */
export class HandlerFailedError extends OwnerBotError {
  constructor(kind: string, cause: unknown) {
    super('HANDLER_FAILED', { message: `the handler of ${kind} threw ${cause instanceof Error ? cause.name : `a ${typeof cause}`}`, retry: 'backoff', cause });
  }
}

/** The job's worker died or lost it too often. Code `JOB_STALLED`. */
export class JobStalledError extends OwnerBotError {
  constructor() {
    super('JOB_STALLED', { message: 'the worker died or lost the job too often while running it' });
  }
}

/** The number of lanes was changed while their queues hold jobs. Code `LANES_CHANGED`. */
export class LanesChangedError extends OwnerBotError {
  constructor(key: string, recorded: number, wanted: number, holding: readonly string[]) {
    super('LANES_CHANGED', {
      message:
        `${key}=${wanted}, but the queues were filled with ${recorded} lanes and still hold jobs in ${holding.join(', ')}. ` +
        `Set ${key}=${recorded} again; or stop ingest, let the workers and notifiers empty these queues (ownerbot queues shows them), then start everything with ${key}=${wanted}.`,
      fields: { key, recorded, wanted, holding },
    });
  }
}

/** The queues' schema is missing or not that of this version. Code `QUEUES_NOT_MIGRATED`. */
export class QueuesNotMigratedError extends OwnerBotError {
  constructor(cause?: unknown) {
    super('QUEUES_NOT_MIGRATED', { message: 'the queues have no tables in Postgres yet, or old ones: run `ownerbot migrate`', retry: 'backoff', cause });
  }
}
