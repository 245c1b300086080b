import { Queue, type BackendFactory, type PgPool, type Telemetry } from 'bullmq';
import { messageOf, withinMs, type Logger } from '@ownerbot/runtime';
import type { Envelope } from '../envelope';
import { postgresBeats } from '../presence/postgres-beats';
import type { QueueTiming } from '../timing';
import { QueuesNotMigratedError, QueueUnavailableError } from '../errors';
import type { Backend, Commands, StoreQueue, WorkerHost } from './backend';
import { throttledErrorLog } from './error-log';
import { SharedBackend, SharedConnection } from './postgres-connection';
import { listenerName, postgresDepths } from './postgres-depths';
import { postgresLease } from './postgres-lease';
import { queuePool, SCHEMA, type QueuePool } from './postgres-pool';
import { migratePostgres } from './postgres-schema';
import { QueueWorker } from './queue-worker';
import { storeQueue } from './store-queue';
import { workerOptionsOf } from './worker-options';

/** Connections of a process: at most four for commands; for its workers at most eight, one of which listens. Idle ones are closed after 10 s. */
const COMMAND_CONNECTIONS = 4;
const WORKER_CONNECTIONS = 8;
const CONNECT_MS = 5_000;

/** The queues in Postgres, by BullMQ's own backend. */
export function postgresBackend(url: string, telemetry: Telemetry | undefined, log: Logger): Backend {
  return {
    name: 'postgres',
    holdsAnyText: false,
    // BullMQ would compare each finished job with all that are kept; the age alone costs an index range.
    keepDoneCount: undefined,
    // Its bulk insert makes two temporary tables.
    bulkFrom: 5,
    commands: (limitMs) => postgresCommands(url, limitMs, telemetry, log),
    workerHost: (families, timing) => postgresWorkerHost(url, families, { timing, telemetry }, log),
    migrate: () => migratePostgres(url),
  };
}

function sharedFactory(connection: SharedConnection): BackendFactory<SharedBackend, PgPool> {
  return (name, opts) => new SharedBackend(connection, name, opts);
}

function postgresCommands(url: string, limitMs: number, telemetry: Telemetry | undefined, log: Logger): Commands {
  const pool = queuePool({
    connectionString: url,
    max: COMMAND_CONNECTIONS,
    connectionTimeoutMillis: limitMs,
    statement_timeout: limitMs,
    query_timeout: limitMs,
    application_name: 'ownerbot adds',
  });
  const connection = new SharedConnection(pool);
  const onError = throttledErrorLog(log, 'queues.postgres.error');
  connection.on('error', onError);
  const queues = new Map<string, StoreQueue>();

  const openQueue = (name: string): StoreQueue => {
    const known = queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue<Envelope, null, string, Envelope, null, string, SharedBackend, PgPool>(name, { connection: pool, skipMetasUpdate: true, ...(telemetry === undefined ? {} : { telemetry }) }, sharedFactory(connection));
    queue.on('error', onError);
    const store = storeQueue(queue);
    queues.set(name, store);
    return store;
  };

  return {
    async ready(waitMs) {
      try {
        await withinMs('connecting to Postgres', waitMs, connection.waitUntilReady());
      } catch (error) {
        throw error instanceof QueuesNotMigratedError ? error : new QueueUnavailableError(messageOf(error), error);
      }
    },
    queue: openQueue,
    hold: () => Promise.resolve(), // what is committed is safe
    depths: (names) => postgresDepths(pool, names),
    backlog: async (names) => (await postgresDepths(pool, names)).reduce((sum, { waiting, delayed }) => sum + waiting + delayed, 0),
    async ping() {
      await pool.query('select 1');
    },
    async facts() {
      const { rows } = await pool.query<{ tables: string | null }>(`select to_regclass('${SCHEMA}.ownerbot_lease')::text as tables`);
      return { backend: 'postgres', hasTables: rows[0]?.tables !== null };
    },
    recover: () => undefined, // pg drops a connection whose statement ran out of time
    ...postgresLease(pool),
    ...postgresBeats(pool),
    close: () => closePool(connection, pool),
  };
}

function postgresWorkerHost(url: string, families: readonly string[], { timing, telemetry }: { timing: QueueTiming; telemetry: Telemetry | undefined }, log: Logger): WorkerHost {
  const pool = queuePool({
    connectionString: url,
    max: WORKER_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    // A statement that takes longer than a job is ours is of no use any more. pg drops the connection of one that ran out of time.
    statement_timeout: timing.lockMs,
    query_timeout: timing.lockMs,
    application_name: 'ownerbot works',
  });
  const connection = new SharedConnection(pool);
  const onError = throttledErrorLog(log, 'queues.postgres.error');
  connection.on('error', onError);
  const named = connection.setListenClientName(listenerName(families));
  named.catch(onError); // only remembered then: it is applied when the connection comes up
  // A listening connection that died without a word would be missed by nobody; workers would only look every few seconds.
  const watch = setInterval(() => {
    connection.getListenClient().then((client) => client.query('select 1'), onError).catch(onError);
  }, timing.lockMs / 2);
  return {
    worker(spec) {
      const worker = new QueueWorker<SharedBackend, PgPool>(
        spec.queue,
        (job, token) => spec.process(job, token ?? ''),
        { connection: pool, ...workerOptionsOf(spec, timing, 'postgres', telemetry) },
        sharedFactory(connection),
      );
      worker.on('error', onError);
      return worker;
    },
    destroy() {
      clearInterval(watch);
      return closePool(connection, pool);
    },
  };
}

const CLOSE_MS = 500;

/** Says goodbye to the server; when that takes too long, just hangs up. */
async function closePool(connection: SharedConnection, pool: QueuePool): Promise<void> {
  try {
    await withinMs('closing connections', CLOSE_MS, connection.close().then(() => pool.end()));
  } catch {
    pool.destroy();
  }
}
