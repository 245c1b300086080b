import { systemClock, type Clock, type Logger, type Metrics } from '@ownerbot/runtime';
import type { Backend, Commands, RawQueue, StoreFacts } from './backends/backend';
import type { BackendName } from './backends/backend-name';
import { postgresBackend } from './backends/postgres';
import { redisBackend } from './backends/redis';
import type { RedisTarget } from './backends/redis-connect';
import { checkLanes } from './check-lanes';
import { createConsumer, type Consumer, type ConsumerOptions } from './consumer/consumer';
import type { DeadJob } from './dead/dead-job';
import { deadJobs, type DeadJobsQuery } from './dead/dead-jobs';
import { whereaboutsOf, type Whereabouts } from './dead/whereabouts';
import { inspectQueues, measureQueues, type QueueState } from './inspect';
import { FAMILIES, type Family, type LanedFamily } from './job-kinds';
import { queuesOf, type LaneCounts } from './lanes';
import { jobMetrics } from './metrics';
import { seenProcesses, type ProcessBeat, type SeenProcess } from './presence/process-beat';
import { createProducer, type Producer } from './producer';
import { setSchedule } from './schedules';
import { PRODUCER_LIMIT_MS } from './timing';
import type { Tracing } from './tracing/open-tracing';

/** What of {@link QueueSettings} is needed; lanes that a process does not read are those of the backend's default. */
export interface QueueConfig {
  readonly backend: BackendName;
  readonly redisUrl?: string | undefined;
  readonly redisClusterNodes?: readonly string[] | undefined;
  readonly redisSentinels?: readonly string[] | undefined;
  readonly redisSentinelName?: string;
  readonly redisWaitReplicas?: number;
  /** Needed for the Postgres backend. */
  readonly databaseUrl?: string | undefined;
  readonly inboxLanes?: number | undefined;
  readonly outboxLanes?: number | undefined;
}

export interface QueuesOptions {
  readonly settings: QueueConfig;
  readonly log: Logger;
  /** Absent: nothing is counted. */
  readonly metrics?: Metrics;
  /** Absent: no traces. Closed with the queues. */
  readonly tracing?: Tracing | undefined;
  readonly clock?: Clock;
}

/** A lease that one process at a time holds, such as the right to poll Telegram. */
export interface Lease {
  /** True when it is the owner's for `ttlMs` from now. */
  acquire(owner: string, ttlMs: number): Promise<boolean>;
  /** False when it was lost: stop what it allowed. */
  renew(owner: string, ttlMs: number): Promise<boolean>;
  release(owner: string): Promise<void>;
}

export interface Queues {
  readonly backend: BackendName;
  readonly lanes: LaneCounts;
  /** Producers with the same limit share their connections. */
  producer(options?: { readonly failFastMs?: number }): Producer;
  consumer<F extends Family>(options: ConsumerOptions<F>): Consumer;
  inspect(families?: readonly Family[]): Promise<QueueState[]>;
  /** Jobs of a family that were not taken yet, for back pressure. */
  backlog(family: Family): Promise<number>;
  pause(queue: string): Promise<void>;
  resume(queue: string): Promise<void>;
  /** Dead jobs that nobody has buried yet, of all queues. */
  deadJobs(query: DeadJobsQuery): Promise<DeadJob[]>;
  /** Takes a dead job out of its queue: it is buried. */
  removeDead(job: Pick<DeadJob, 'queue' | 'id'>): Promise<void>;
  /** Where jobs are; in the order of the wish. */
  whereabouts(jobs: readonly { readonly queue: string; readonly id: string }[]): Promise<Whereabouts[]>;
  /** Makes `schedule.tick` come every so often, once for all processes. */
  schedule(name: string, everyMs: number): Promise<void>;
  unschedule(name: string): Promise<void>;
  lease(name: string): Lease;
  /** All queues as BullMQ has them, to be looked at by its own tools. They live as long as these do. */
  rawQueues(): RawQueue[];
  /** Tells the other processes that this one is there. */
  beat(beat: ProcessBeat): Promise<void>;
  leave(id: string): Promise<void>;
  /** Every process that was heard in the last hour and has not ended in good order. */
  processes(): Promise<SeenProcess[]>;
  /** Tables of the Postgres backend; nothing on Redis. Only `ownerbot migrate` and `npm start` call it. */
  migrate(): Promise<void>;
  /** Name the families whose number of lanes this process was told. @throws LanesChangedError */
  checkLanes(families?: readonly LanedFamily[]): Promise<void>;
  ping(): Promise<void>;
  /** Version, persistence, tables: for `ownerbot doctor`. */
  facts(): Promise<StoreFacts>;
  close(): Promise<void>;
}

const DEFAULT_LANES: Readonly<Record<BackendName, LaneCounts>> = { redis: { inbox: 16, outbox: 8 }, postgres: { inbox: 4, outbox: 2 } };

/** The queues of one process. Nothing connects before it is used. */
export function createQueues({ settings, log, metrics, tracing, clock = systemClock }: QueuesOptions): Queues {
  const backend = openBackend(settings, tracing, log);
  const lanes: LaneCounts = {
    inbox: settings.inboxLanes ?? DEFAULT_LANES[backend.name].inbox,
    outbox: settings.outboxLanes ?? DEFAULT_LANES[backend.name].outbox,
  };
  const counts = jobMetrics(metrics);
  const opened = new Map<number, Commands>();
  const commands = (limitMs = PRODUCER_LIMIT_MS): Commands => {
    const known = opened.get(limitMs) ?? backend.commands(limitMs);
    opened.set(limitMs, known);
    return known;
  };
  const ready = async (): Promise<Commands> => {
    const all = commands();
    await all.ready(PRODUCER_LIMIT_MS);
    return all;
  };
  const allQueues = (families: readonly Family[] = Object.keys(FAMILIES) as Family[]): string[] => families.flatMap((family) => queuesOf(family, lanes));
  const inspect = async (families?: readonly Family[]): Promise<QueueState[]> => inspectQueues(await ready(), allQueues(families), clock);
  if (metrics !== undefined) measureQueues(metrics, inspect, clock);

  return {
    backend: backend.name,
    lanes,
    producer: ({ failFastMs = PRODUCER_LIMIT_MS } = {}) => createProducer({ backend, commands: commands(failFastMs), lanes, limitMs: failFastMs, metrics: counts, clock }),
    consumer: (options) => createConsumer({ backend, commands: commands(), lanes, log, metrics: counts }, options),
    inspect,
    backlog: async (family) => (await ready()).backlog(queuesOf(family, lanes)),
    pause: async (queue) => (await ready()).queue(queue).pause(),
    resume: async (queue) => (await ready()).queue(queue).resume(),
    deadJobs: async (query) => deadJobs(await ready(), allQueues(), query),
    async removeDead({ queue, id }) {
      await (await ready()).queue(queue).removeJob(id);
    },
    async whereabouts(jobs) {
      const all = await ready();
      const states = await Promise.all(jobs.map(({ queue, id }) => all.queue(queue).jobState(id)));
      return states.map(whereaboutsOf);
    },
    schedule: async (name, everyMs) => setSchedule((await ready()).queue('schedule'), name, everyMs, clock.now()),
    async unschedule(name) {
      await (await ready()).queue('schedule').removeJobScheduler(`sch-${name}`);
    },
    lease: (name) => ({
      acquire: async (owner, ttlMs) => (await ready()).takeLease(name, owner, ttlMs),
      renew: async (owner, ttlMs) => (await ready()).renewLease(name, owner, ttlMs),
      release: async (owner) => (await ready()).releaseLease(name, owner),
    }),
    rawQueues: () => (Object.keys(FAMILIES) as Family[]).flatMap((family) => queuesOf(family, lanes)).map((queue) => commands().queue(queue).raw),
    beat: async (beat) => (await ready()).putBeat(beat.id, JSON.stringify(beat)),
    leave: async (id) => (await ready()).dropBeat(id),
    processes: async () => seenProcesses(await (await ready()).beats()),
    migrate: () => backend.migrate(),
    checkLanes: async (families) => checkLanes(await ready(), lanes, families),
    ping: async () => (await ready()).ping(),
    async facts() {
      const all = commands();
      // Tables may be missing on Postgres: that is a fact, not a failure.
      if (backend.name === 'redis') await all.ready(PRODUCER_LIMIT_MS);
      return all.facts();
    },
    async close() {
      await Promise.all([...opened.values()].map((one) => one.close()));
      await tracing?.close();
    },
  };
}

function openBackend(settings: QueueConfig, tracing: Tracing | undefined, log: Logger): Backend {
  if (settings.backend === 'redis') return redisBackend(redisTarget(settings), { waitReplicas: settings.redisWaitReplicas ?? 0, telemetry: tracing?.telemetry }, log);
  if (settings.databaseUrl === undefined) throw new TypeError('the Postgres backend needs databaseUrl');
  return postgresBackend(settings.databaseUrl, tracing?.telemetry, log);
}

function redisTarget({ redisUrl, redisClusterNodes, redisSentinels, redisSentinelName = 'mymaster' }: QueueConfig): RedisTarget {
  if (redisUrl !== undefined) return { mode: 'single', url: redisUrl };
  if (redisClusterNodes !== undefined) return { mode: 'cluster', nodes: redisClusterNodes };
  if (redisSentinels !== undefined) return { mode: 'sentinel', sentinels: redisSentinels, masterName: redisSentinelName };
  throw new TypeError('the Redis backend needs redisUrl, redisClusterNodes or redisSentinels');
}
