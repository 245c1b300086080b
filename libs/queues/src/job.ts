import type { Logger } from '@ownerbot/runtime';
import { JobInvalidError, JobKindUnknownError } from './errors';
import { isJobKind, JOB_KINDS, type Family, type JobKind, type KindOf, type PayloadOf } from './job-kinds';
import type { Outcome } from './outcome';
import { checkPayload } from './payloads/check-payload';

/** A job to be added. The same id added twice is added once. */
export type JobRequest<K extends JobKind = JobKind> = K extends JobKind
  ? {
      readonly kind: K;
      /** 1..200 of `A-Z a-z 0-9 . _ -`, with at least one letter. */
      readonly id: string;
      /** What keeps its order, the chat id; needed for kinds of laned families, ignored for others. */
      readonly laneKey?: string | null;
      readonly payload: PayloadOf<K>;
      readonly correlationId: string;
      /** Not before this much time has passed. */
      readonly delayMs?: number;
    }
  : never;

/** What a handler gets. It knows nothing of BullMQ. */
export interface JobContext<K extends JobKind = JobKind> {
  readonly kind: K;
  readonly id: string;
  readonly payload: PayloadOf<K>;
  readonly correlationId: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly attemptsAllowed: number;
  readonly addedAt: Date;
  /** Fires when the run's time is over, when the process must end, or when the job was lost to another worker: stop, undo nothing, return. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

export type Handler<K extends JobKind> = (job: JobContext<K>) => Promise<Outcome>;

/** One handler for every kind of the families, no more and no fewer. */
export type Handlers<F extends Family> = { readonly [K in KindOf<F>]: Handler<K> };

const ID = /^(?=.*[A-Za-z])[A-Za-z0-9._-]{1,200}$/;

/** BullMQ refuses ids of digits and ids with colons, and reads some numbers as codes. */
export function checkJobId(id: string): void {
  if (!ID.test(id)) throw new JobInvalidError(id, 'an id has 1..200 of A-Z a-z 0-9 . _ - and at least one letter');
}

/**
 * Makes a request of what was stored as data, such as an effect's row.
 * @throws JobKindUnknownError, PayloadInvalidError
 */
export function readJobRequest(stored: { kind: string; id: string; laneKey?: string | null; payload: unknown; correlationId: string; delayMs?: number }): JobRequest {
  const { kind } = stored;
  if (!isJobKind(kind)) throw new JobKindUnknownError(kind);
  return { ...stored, kind, payload: checkPayload<object>(kind, JOB_KINDS[kind].payload, stored.payload) } as JobRequest;
}
