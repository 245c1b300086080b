import { createRedisBackend, type ConnectionOptions, type RedisQueueBackend, type Telemetry } from 'bullmq';
import { Cluster, type ClusterOptions, type Redis, type RedisOptions } from 'ioredis';
import { codeOf, withinMs, type Logger } from '@ownerbot/runtime';
import type { QueueTiming } from '../timing';
import type { Backend, WorkerHost } from './backend';
import { throttledErrorLog } from './error-log';
import { QueueWorker } from './queue-worker';
import { redisCommands, renewConnection } from './redis-commands';
import { prefixOf } from './redis-prefix';
import { boundWaits } from './redis-waits';
import { connectRedis, workerOptions, type RedisClient, type RedisTarget } from './redis-connect';
import { workerOptionsOf } from './worker-options';

export interface RedisBackendOptions {
  /** How many replicas must hold a job before it counts as added. */
  readonly waitReplicas: number;
  readonly telemetry: Telemetry | undefined;
}

/** The queues in Redis ≥ 6.2 or Valkey. A process has one connection for commands, one for its workers, and one blocking one a worker. */
export function redisBackend(target: RedisTarget, { waitReplicas, telemetry }: RedisBackendOptions, log: Logger): Backend {
  return {
    name: 'redis',
    holdsAnyText: true,
    keepDoneCount: 10_000,
    bulkFrom: 2,
    commands: (limitMs) => redisCommands(target, { limitMs, waitReplicas, telemetry }, log),
    workerHost: (_families, timing) => redisWorkerHost(target, timing, telemetry, log),
    migrate: () => Promise.resolve(),
  };
}

function redisWorkerHost(target: RedisTarget, timing: QueueTiming, telemetry: Telemetry | undefined, log: Logger): WorkerHost {
  const onError = throttledErrorLog(log, 'queues.redis.error');
  const clients: RedisClient[] = [];
  const main = connectRedis(target, workerOptions());
  main.on('error', onError);
  // BullMQ duplicates this client for the blocking reads. Keeping hold of the copies is the only way to cut one that never got connected.
  keepCopies(main, (copy) => {
    copy.on('error', onError);
    clients.push(copy);
  });
  clients.push(main);
  const stopWatching = watchConnection(main, timing.lockMs);
  // The copy that BullMQ makes while it builds a worker's backend is the one on which this worker waits.
  const boundBackend =
    (queue: string): typeof createRedisBackend =>
    (...all) => {
      const backend = createRedisBackend(...all);
      const own = clients.at(-1);
      return boundWaits(backend, { queue, log, renew: () => own !== undefined && own !== main && revive(own) });
    };
  return {
    worker(spec) {
      const worker = new QueueWorker<RedisQueueBackend, ConnectionOptions>(
        spec.queue,
        (job, token) => spec.process(job, token ?? ''),
        { connection: main, prefix: prefixOf(spec.queue), ...workerOptionsOf(spec, timing, 'redis', telemetry) },
        boundBackend(spec.queue),
      );
      worker.on('error', onError);
      return worker;
    },
    destroy() {
      stopWatching();
      for (const client of clients) {
        // BullMQ reconnects a connection that it finds ended, also while its worker closes: a process that cannot end.
        client.connect = () => Promise.reject(new Error('Connection is closed.'));
        client.disconnect();
      }
      return Promise.resolve();
    },
  };
}

/**
 * Commands of workers have no time limit: they wait for a Redis that is away. On a connection that died without a word they would wait
 * until the operating system gives it up, a quarter of an hour. So it is asked now and then, and made anew when it does not answer.
 * The blocking connections are watched by BullMQ.
 */
function watchConnection(client: RedisClient, limitMs: number): () => void {
  let isAsking = false;
  const timer = setInterval(() => {
    if (isAsking || client.status !== 'ready') return;
    isAsking = true;
    withinMs('an answer of Redis', limitMs, client.ping())
      .catch((error: unknown) => {
        if (codeOf(error) === 'DEADLINE_PASSED') renewConnection(client);
      })
      .finally(() => {
        isAsking = false;
      });
  }, limitMs / 2);
  return () => clearInterval(timer);
}

/** Begins anew with a connection that is stuck on its way up or down. */
function revive(client: RedisClient): void {
  if (client instanceof Cluster) client.disconnect();
  else if (client.status !== 'end') return client.disconnect(true);
  client.connect().catch(() => undefined); // the error is told by the event `error`; the next wait that is given up tries again
}

function keepCopies(main: RedisClient, keep: (copy: RedisClient) => void): void {
  const isCluster = (client: RedisClient): client is Cluster => client.isCluster;
  if (isCluster(main)) {
    const duplicate = main.duplicate.bind(main);
    main.duplicate = (nodes?: Parameters<Cluster['duplicate']>[0], options?: ClusterOptions): Cluster => kept(duplicate(nodes, options), keep);
  } else {
    const duplicate = main.duplicate.bind(main);
    main.duplicate = (options?: Partial<RedisOptions>): Redis => kept(duplicate(options), keep);
  }
}

function kept<T extends RedisClient>(copy: T, keep: (copy: RedisClient) => void): T {
  keep(copy);
  return copy;
}
