import type { Job, JobsOptions, Queue, RepeatOptions, Worker } from 'bullmq';
import type { Envelope } from '../envelope';
import type { StoredBeat } from '../presence/process-beat';
import type { QueueTiming } from '../timing';
import type { BackendName } from './backend-name';

export type StoredJob = Job<Envelope, null>;
export type StoreWorker = Pick<Worker<Envelope, null>, 'name' | 'run' | 'pause' | 'resume' | 'close'> & {
  abandon(): Promise<void>;
  on(event: 'failed', listener: (job: StoredJob | undefined, error: Error) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'lockRenewalFailed', listener: (ids: string[]) => void): unknown;
};

export interface NewJob {
  readonly name: string;
  readonly data: Envelope;
  readonly opts: JobsOptions;
}

/** A queue of BullMQ, for tools that know BullMQ by themselves. */
export type RawQueue = Queue;

/** The part of a BullMQ queue that this library uses. */
export interface StoreQueue {
  readonly name: string;
  readonly raw: RawQueue;
  add(name: string, data: Envelope, opts: JobsOptions): Promise<unknown>;
  addBulk(jobs: NewJob[]): Promise<unknown>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  upsertJobScheduler(id: string, repeat: Omit<RepeatOptions, 'key'>, template: { name: string; data: Envelope; opts: JobsOptions }): Promise<unknown>;
  removeJobScheduler(id: string): Promise<unknown>;
  /** Of the failed set, oldest first; a job may be gone between the look at the list and at the job. */
  getFailed(start: number, end: number): Promise<(StoredJob | undefined)[]>;
  /** Takes a job out, whatever its state but active. */
  removeJob(id: string): Promise<unknown>;
  jobState(id: string): Promise<string>;
  getMeta(field: string): Promise<string | null>;
  setMeta(values: Record<string, string | number>): Promise<unknown>;
}

/** What a queue holds now. */
export interface QueueDepth {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly paused: boolean;
  /** When the job that is next in line was added, epoch ms. */
  readonly oldestWaitingAt: number | null;
  /** Processes that take jobs of it. */
  readonly workers: number;
}

/** What an operator should know about the store. `null`: the server does not tell. */
export type StoreFacts =
  | { readonly backend: 'postgres'; readonly hasTables: boolean }
  | { readonly backend: 'redis'; readonly version: string; readonly evictionPolicy: string | null; readonly appendOnly: boolean; readonly appendFsync: string | null };

/** Commands to the store, each bounded in time. Nothing is kept for later while the store is away. */
export interface Commands {
  /** Resolves when the store can be talked to. @throws QueueUnavailableError after `limitMs` */
  ready(limitMs: number): Promise<void>;
  queue(name: string): StoreQueue;
  /** Resolves when jobs that were added are as safe as the settings ask for. @throws QueueUnavailableError */
  hold(queue: string, ids: readonly string[]): Promise<void>;
  depths(queues: readonly string[]): Promise<QueueDepth[]>;
  /** Jobs of all these that wait, delayed ones included. Asked several times a second while updates come in. */
  backlog(queues: readonly string[]): Promise<number>;
  ping(): Promise<void>;
  facts(): Promise<StoreFacts>;
  /** Told of an error of a command, so that a connection that died without a word is not used again. */
  recover(error: unknown): void;
  /** True when `owner` holds the lease now: it was free, over, or the owner's already. */
  takeLease(name: string, owner: string, ttlMs: number): Promise<boolean>;
  /** True when `owner` still held it. */
  renewLease(name: string, owner: string, ttlMs: number): Promise<boolean>;
  releaseLease(name: string, owner: string): Promise<void>;
  /** Keeps the sign of life of a process, in place of its last. */
  putBeat(id: string, beat: string): Promise<void>;
  dropBeat(id: string): Promise<void>;
  /** Signs of life of the last hour. */
  beats(): Promise<StoredBeat[]>;
  close(): Promise<void>;
}

export interface WorkerSpec {
  readonly queue: string;
  readonly concurrency: number;
  /** Most runs that may begin in a second, of all processes together. */
  readonly perSecond?: number | undefined;
  readonly process: (job: StoredJob, token: string) => Promise<null>;
  readonly backoff: (attempt: number, error: Error | undefined, job: { name: string } | undefined) => number;
}

/** Connections of the workers of one process: they wait for the store as long as it takes. */
export interface WorkerHost {
  /** Does not take jobs until `run`. */
  worker(spec: WorkerSpec): StoreWorker;
  /** Cuts every connection, whatever its state. Never waits for the store. */
  destroy(): Promise<void>;
}

export interface Backend {
  readonly name: BackendName;
  /** Bounds the number of ids kept of finished jobs of one queue; `undefined` where counting them would cost more than keeping them. */
  readonly keepDoneCount: number | undefined;
  /** False: U+0000 and halves of surrogate pairs must be packed. */
  readonly holdsAnyText: boolean;
  /** From how many jobs for one queue on adding them in bulk pays. */
  readonly bulkFrom: number;
  commands(limitMs: number): Commands;
  workerHost(families: readonly string[], timing: QueueTiming): WorkerHost;
  /** Makes or updates what the store needs; can be repeated. */
  migrate(): Promise<void>;
}
