import { createPostgresBackend, Queue, Worker, type Job, type JobsOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import type { BackendName, JobKind } from '@ownerbot/queues';
import { JOB_KINDS } from '@ownerbot/queues';

/** BullMQ as a program without our code would use it, over the same keys and tables. */
export interface BareQueues {
  add(queue: string, name: string, data: object, opts: JobsOptions): Promise<unknown>;
  /** One job at a time. */
  work(queue: string, process: (job: Job<object>) => Promise<void>): void;
}

export interface BareTarget {
  readonly backend: BackendName;
  readonly redisUrl: string | undefined;
  readonly databaseUrl: string;
}

const LANES_MAX = 32;

export function bareQueues(target: BareTarget): BareQueues {
  return target.redisUrl === undefined ? onPostgres(target.databaseUrl) : onRedis(target.redisUrl);
}

function onRedis(url: string): BareQueues {
  const adds = new Redis(url, { maxRetriesPerRequest: null });
  const works = new Redis(url, { maxRetriesPerRequest: null });
  const queues = new Map<string, Queue>();
  const queueOf = (name: string): Queue => {
    const known = queues.get(name) ?? new Queue(name, { connection: adds, prefix: `ob{${name}}`, skipMetasUpdate: true });
    queues.set(name, known);
    return known;
  };
  return {
    add: (queue, name, data, opts) => queueOf(queue).add(name, data, opts),
    work(name, process) {
      void queueOf(name).setGlobalConcurrency(1);
      new Worker(name, process, { connection: works, prefix: `ob{${name}}` });
    },
  };
}

function onPostgres(url: string): BareQueues {
  // Each queue and worker holds one connection to listen.
  const pool = new Pool({ connectionString: url, max: LANES_MAX, options: '-c search_path=bullmq' });
  const queueOf = (name: string) => new Queue(name, { connection: pool, skipMetasUpdate: true }, createPostgresBackend);
  const queues = new Map<string, ReturnType<typeof queueOf>>();
  const known = (name: string): ReturnType<typeof queueOf> => {
    const queue = queues.get(name) ?? queueOf(name);
    queues.set(name, queue);
    return queue;
  };
  return {
    add: (queue, name, data, opts) => known(queue).add(name, data, opts),
    work(name, process) {
      void known(name).setGlobalConcurrency(1);
      new Worker(name, process, { connection: pool }, createPostgresBackend);
    },
  };
}

/** The options with which our producer adds a job of this kind. */
export function jobOptions(backend: BackendName, kind: JobKind, id: string): JobsOptions {
  const { attempts, keepDoneSec } = JOB_KINDS[kind];
  return {
    jobId: id,
    attempts,
    backoff: { type: 'ownerbot' },
    removeOnComplete: { age: keepDoneSec, ...(backend === 'redis' ? { count: 10_000 } : {}) },
    removeOnFail: false,
    stackTraceLimit: attempts,
  };
}

/** The data of a job as our producer writes it. */
export function jobData(kind: JobKind, correlationId: string, payload: object): object {
  return { v: JOB_KINDS[kind].version, kind, correlationId, enqueuedAt: new Date().toISOString(), payload };
}
