import type { BackendName } from './backends/backend-name';

/** How the queues keep time. One place; tests may hand in shorter ones. */
export interface QueueTiming {
  /** A worker owns a job for this long and renews at half of it; after a SIGKILL the job is free when it has run out. */
  readonly lockMs: number;
  /** How often lost jobs are looked for. A job of a killed worker runs again after at most `lockMs + stalledEveryMs`. */
  readonly stalledEveryMs: number;
  /** A job that was lost more often than this is dead. Kills of workers must not reach it; a job that kills its worker does. */
  readonly maxStalls: number;
  /**
   * Longest wait of an idle worker before it looks by itself. Short on Redis, where a worker that lets go of a lane wakes nobody;
   * on Postgres a waiting job is always noticed, and each look costs four statements.
   */
  readonly idleWaitMs: Readonly<Record<BackendName, number>>;
  /** Pause of a worker after an error of its store. */
  readonly storeRetryMs: number;
  /** How long a handler may go on after its signal fired, before its run is given up. */
  readonly abortGraceMs: number;
  /** How long a job that asked to go back is held first, so that it does not spin. */
  readonly handBackMs: number;
  /** How long a job of the next release is handed back, for a newer process to take, before it is dead. */
  readonly newerWaitMs: number;
  /** How long a process takes nothing from the queue in which it met such a job: else it would be the first to take it again. */
  readonly asideMs: number;
  /** How often a consumer's gate is looked at. */
  readonly gateEveryMs: number;
}

export const QUEUE_TIMING: QueueTiming = {
  lockMs: 10_000,
  stalledEveryMs: 5_000,
  maxStalls: 20,
  idleWaitMs: { redis: 1_000, postgres: 5_000 },
  storeRetryMs: 500,
  abortGraceMs: 2_000,
  handBackMs: 1_000,
  newerWaitMs: 120_000,
  asideMs: 3_000,
  gateEveryMs: 250,
};

/** Limit of one command of a producer that was asked for no other. */
export const PRODUCER_LIMIT_MS = 10_000;
