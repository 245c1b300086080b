import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { createQueues, type BackendName, type QueueConfig, type Queues } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { DEFAULT_SEED, seedDemo } from '@ownerbot/shop';
import { migrate, openDatabase } from '@ownerbot/storage';
import { controlledPostgres, startRedis, type ControlledPostgres, type TestRedis } from '@ownerbot/testing';
import type { Arguments } from '../arguments';

/** Empty stores for one run of one side. */
export interface Stores {
  readonly backend: BackendName;
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly queueConfig: QueueConfig;
  /** What every process needs to find them. */
  readonly env: Readonly<Record<string, string>>;
  openQueues(): Queues;
}

export interface FreshOptions {
  readonly backend: BackendName;
  readonly withShop?: boolean;
  /** The one handed out last stays; else it is dropped. */
  readonly beside?: boolean;
}

export interface StoreServers {
  /** Empties what an earlier run left in the queues, and hands out tables that nobody has used. */
  fresh(options: FreshOptions): Promise<Stores>;
  stop(): Promise<void>;
}

/**
 * Real servers as in production: Postgres that waits for its disk, Redis with an append-only file that is synced every second. Each is
 * started when it is needed first, and serves all that follows.
 */
export function openServers({ profile }: Pick<Arguments, 'profile'>): StoreServers {
  let postgres: ControlledPostgres | undefined;
  let redis: TestRedis | undefined;
  const profiling: Record<string, string> = profile === undefined ? {} : { NODE_OPTIONS: `--require=${path.join(__dirname, 'profile-process.js')}`, BENCH_PROFILE_FOLDER: profile };
  let given: string[] = [];

  async function freshDatabase(server: ControlledPostgres, beside: boolean): Promise<string> {
    const name = `bench_${randomBytes(4).toString('hex')}`;
    await onServer(server.url, [...(beside ? [] : given.map((old) => `drop database ${old} with (force)`)), `create database ${name}`]);
    given = [...(beside ? given : []), name];
    return server.url.replace(/\/[^/]*$/, `/${name}`);
  }

  return {
    async fresh({ backend, withShop = false, beside = false }) {
      postgres ??= await controlledPostgres({ durable: true });
      if (backend === 'redis') redis ??= await startRedis({ appendonly: 'everysec' });
      const databaseUrl = await freshDatabase(postgres, beside);
      // Queues of their own, too.
      const redisUrl = backend === 'redis' ? `${redis?.url ?? ''}/${given.length - 1}` : undefined;
      await migrate(databaseUrl);
      if (withShop) await seedShop(databaseUrl);
      const queueConfig: QueueConfig = { backend, redisUrl, databaseUrl };
      const openQueues = () => createQueues({ settings: queueConfig, log: silentLogger });
      const queues = openQueues();
      await queues.migrate().finally(() => queues.close());
      if (redisUrl !== undefined) await flush(redisUrl);
      // The work of making tables must not go on behind the measurement.
      await onServer(databaseUrl, ['analyze', 'checkpoint']);
      return {
        backend,
        databaseUrl,
        redisUrl,
        queueConfig,
        env: { APP_ENV: 'test', DATABASE_URL: databaseUrl, QUEUE_BACKEND: backend, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }), ...profiling },
        openQueues,
      };
    },
    async stop() {
      await redis?.remove();
      await postgres?.remove();
    },
  };
}

async function seedShop(databaseUrl: string): Promise<void> {
  const db = openDatabase({ url: databaseUrl, applicationName: 'bench', maxConnections: 2 });
  await seedDemo({ db, settings: { appEnv: 'test', upstreamMode: 'DEMO', autoFallback: 'none' }, seed: DEFAULT_SEED }).finally(() => db.close());
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushdb().finally(() => client.disconnect());
}

export async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
