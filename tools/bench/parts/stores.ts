import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { createQueues, type BackendName, type QueueConfig, type Queues } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { DEFAULT_SEED, seedDemo } from '@ownerbot/shop';
import { migrate, openDatabase } from '@ownerbot/storage';
import { controlledPostgres, startRedis } from '@ownerbot/testing';
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

export interface StoreServers {
  /** Empties what an earlier run left, and hands out tables that nobody has used. */
  fresh(options?: { readonly withShop?: boolean }): Promise<Stores>;
  stop(): Promise<void>;
}

/** Real servers as in production: Postgres that waits for its disk, Redis with an append-only file that is synced every second. */
export async function startStores({ backend, profile }: Pick<Arguments, 'backend' | 'profile'>): Promise<StoreServers> {
  const postgres = await controlledPostgres({ durable: true });
  const redis = backend === 'redis' ? await startRedis({ appendonly: 'everysec' }).catch((error: unknown) => postgres.remove().then(() => Promise.reject(error))) : undefined;
  const profiling: Record<string, string> = profile === undefined ? {} : { NODE_OPTIONS: `--require=${path.join(__dirname, 'profile-process.js')}`, BENCH_PROFILE_FOLDER: profile };
  let last: string | undefined;

  async function freshDatabase(): Promise<string> {
    const name = `bench_${randomBytes(4).toString('hex')}`;
    await onServer(postgres.url, [...(last === undefined ? [] : [`drop database ${last} with (force)`]), `create database ${name}`]);
    last = name;
    return postgres.url.replace(/\/[^/]*$/, `/${name}`);
  }

  return {
    async fresh({ withShop = false } = {}) {
      const databaseUrl = await freshDatabase();
      if (redis !== undefined) await flush(redis.url);
      await migrate(databaseUrl);
      if (withShop) await seedShop(databaseUrl);
      const queueConfig: QueueConfig = { backend, redisUrl: redis?.url, databaseUrl };
      const openQueues = () => createQueues({ settings: queueConfig, log: silentLogger });
      const queues = openQueues();
      await queues.migrate().finally(() => queues.close());
      // The work of making tables must not go on behind the measurement.
      await onServer(databaseUrl, ['analyze', 'checkpoint']);
      return {
        backend,
        databaseUrl,
        redisUrl: redis?.url,
        queueConfig,
        env: { APP_ENV: 'test', DATABASE_URL: databaseUrl, QUEUE_BACKEND: backend, ...(redis === undefined ? {} : { REDIS_URL: redis.url }), ...profiling },
        openQueues,
      };
    },
    async stop() {
      await redis?.remove();
      await postgres.remove();
    },
  };
}

async function seedShop(databaseUrl: string): Promise<void> {
  const db = openDatabase({ url: databaseUrl, applicationName: 'bench', maxConnections: 2 });
  await seedDemo({ db, settings: { appEnv: 'test', upstreamMode: 'DEMO', autoFallback: 'none' }, seed: DEFAULT_SEED }).finally(() => db.close());
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall().finally(() => client.disconnect());
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
