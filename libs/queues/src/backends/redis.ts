import { createRedisBackend, type ConnectionOptions, type RedisQueueBackend } from 'bullmq';
import type { Cluster, ClusterOptions, Redis, RedisOptions } from 'ioredis';
import type { Logger } from '@ownerbot/runtime';
import type { Backend, WorkerHost } from './backend';
import { throttledErrorLog } from './error-log';
import { QueueWorker } from './queue-worker';
import { prefixOf, redisCommands } from './redis-commands';
import { connectRedis, workerOptions, type RedisClient, type RedisTarget } from './redis-connect';
import { workerOptionsOf } from './worker-options';

/** The queues in Redis ≥ 6.2 or Valkey. A process has one connection for commands, one for its workers, and one blocking one a worker. */
export function redisBackend(target: RedisTarget, log: Logger): Backend {
  return {
    name: 'redis',
    keepDoneCount: 10_000,
    bulkFrom: 2,
    commands: (limitMs) => redisCommands(target, limitMs, log),
    workerHost: () => redisWorkerHost(target, log),
    migrate: () => Promise.resolve(),
  };
}

function redisWorkerHost(target: RedisTarget, log: Logger): WorkerHost {
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
  return {
    worker(spec) {
      const worker = new QueueWorker<RedisQueueBackend, ConnectionOptions>(
        spec.queue,
        (job, token) => spec.process(job, token ?? ''),
        { connection: main, prefix: prefixOf(spec.queue), ...workerOptionsOf(spec, spec.timing.idleWaitMs.redis) },
        createRedisBackend,
      );
      worker.on('error', onError);
      return worker;
    },
    destroy() {
      for (const client of clients) {
        // BullMQ reconnects a connection that it finds ended, also while its worker closes: a process that cannot end.
        client.connect = () => Promise.reject(new Error('Connection is closed.'));
        client.disconnect();
      }
      return Promise.resolve();
    },
  };
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
