import { createQueues } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { openDatabase, type Database } from '@ownerbot/storage';
import { freePort } from '../net/free-port';
import { fillDatabase, testDatabase } from '../postgres/test-database';
import { startRedis, type TestRedis } from '../redis/redis-server';
import { appHandle, type AppHandle } from './app-handle';
import { sandboxControl, type SandboxControl } from './sandbox-control';

export const SYSTEM_TOKEN = '110201543:sandbox-token-for-local-use-only-000';
/** The sandbox's own person; other owners are named by `ownerIds`. */
export const SYSTEM_OWNER = '10000001';

export interface SystemOptions {
  readonly backend: 'postgres' | 'redis';
  readonly mode?: 'polling' | 'webhook';
  readonly ownerIds?: readonly string[];
  /** A database of the test's own, for tests that stop it; by default a fresh one of the shared server. */
  readonly databaseUrl?: string;
  readonly redis?: TestRedis;
  /** Added to the environment of every process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface System {
  readonly sandbox: SandboxControl;
  readonly sandboxUrl: string;
  readonly ingestUrl: string;
  readonly workerUrl: string;
  readonly notifierUrl: string;
  readonly databaseUrl: string;
  readonly redis: TestRedis | undefined;
  readonly db: Database;
  readonly apps: { readonly sandbox: AppHandle; readonly ingest: AppHandle; readonly worker: AppHandle; readonly notifier: AppHandle };
  /** The environment that one more process of this system needs. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The real processes on real stores: sandbox, ingest, worker and notifier, over HTTP on free ports of loopback, with a seeded demo shop. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { backend, mode = 'webhook' } = options;
  const own = options.databaseUrl === undefined ? await testDatabase({ seeded: true }) : undefined;
  const databaseUrl = options.databaseUrl ?? own?.url ?? '';
  if (own === undefined) await fillDatabase(databaseUrl, { migrated: true, seeded: true });
  const redis = backend === 'redis' ? (options.redis ?? (await startRedis({ appendonly: true }))) : undefined;
  const ports = { sandbox: await freePort(), ingest: await freePort(), worker: await freePort(), notifier: await freePort() };
  const url = (port: number) => `http://127.0.0.1:${port}`;
  const env: Record<string, string> = {
    APP_ENV: 'test',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    QUEUE_BACKEND: backend,
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    BOT_TOKEN: SYSTEM_TOKEN,
    TELEGRAM_API_ROOT: url(ports.sandbox),
    TELEGRAM_MODE: mode,
    ...(mode === 'webhook' ? { WEBHOOK_URL: `${url(ports.ingest)}/tg/webhook`, WEBHOOK_SECRET: 'a-secret-of-the-tests' } : {}),
    PROPOSAL_HMAC_KEY: 'a-key-of-the-tests-with-32-bytes-or-more',
    OWNER_IDS: (options.ownerIds ?? [SYSTEM_OWNER]).join(','),
    SANDBOX_PORT: String(ports.sandbox),
    SIM_PORT: '0',
    SIM_CONTROL_PORT: '0',
    INGEST_PORT: String(ports.ingest),
    WORKER_PORT: String(ports.worker),
    NOTIFIER_PORT: String(ports.notifier),
    ...options.env,
  };
  const db = openDatabase({ url: databaseUrl, applicationName: 'system test', maxConnections: 2 });
  const queues = createQueues({ settings: { backend, redisUrl: redis?.url, databaseUrl }, log: silentLogger });
  await queues.migrate().finally(() => queues.close());

  const apps = { sandbox: appHandle('sandbox', env), worker: appHandle('worker', env), notifier: appHandle('notifier', env), ingest: appHandle('ingest', env) };
  const stop = async () => {
    await Promise.all([apps.ingest.stop(), apps.worker.stop(), apps.notifier.stop()]);
    await apps.sandbox.stop();
    await db.close();
    if (options.redis === undefined) await redis?.remove();
    await own?.drop();
  };
  try {
    await apps.sandbox.start();
    await Promise.all([apps.worker.start(), apps.notifier.start(), apps.ingest.start()]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    sandbox: sandboxControl(url(ports.sandbox)),
    sandboxUrl: url(ports.sandbox),
    ingestUrl: url(ports.ingest),
    workerUrl: url(ports.worker),
    notifierUrl: url(ports.notifier),
    databaseUrl,
    redis,
    db,
    apps,
    env,
    stop,
  };
}
