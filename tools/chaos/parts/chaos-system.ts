import { createOperations, type Operations } from '@ownerbot/operations';
import { createQueues, type BackendName, type Queues } from '@ownerbot/queues';
import { silentLogger, systemClock } from '@ownerbot/runtime';
import { openDatabase, sql, type Database } from '@ownerbot/storage';
import { controlledPostgres, faultyProxy, freePort, startRedis, startSystem, waitFor, type ControlledPostgres, type FaultyProxy, type System, type TestRedis } from '@ownerbot/testing';
import { startListener, type Listener } from './listener';

export const READERS = Array.from({ length: 12 }, (_, index) => String(20_000_001 + index));
export const CHANGERS = ['20000101', '20000102'] as const;
export const LETTER_CHATS = Array.from({ length: 20 }, (_, index) => String(20_000_201 + index));
/** What the shop's answers are marked with. */
export const SOURCE = 'SIS';
const QUIET_WITHIN_MS = 120_000;
const SIS_KEY = 'a-key-of-the-tests';

/** How often an apply changed the simulated shop. */
export interface StoredOperation {
  readonly idempotency_key: string;
  readonly state: string;
  readonly executions: number;
}

/** The real processes on stores of their own, with a proxy before each store, and ways past the proxies for who looks on. */
export interface ChaosSystem extends System {
  readonly backend: BackendName;
  readonly servers: { readonly postgres: ControlledPostgres; readonly redis: TestRedis | undefined };
  readonly proxies: { readonly postgres: FaultyProxy; readonly redis: FaultyProxy | undefined };
  readonly direct: Database;
  readonly queues: Queues;
  readonly operations: Operations;
  readonly sis: {
    faults(...rules: readonly object[]): Promise<void>;
    mutate(change: object): Promise<void>;
    operations(): Promise<StoredOperation[]>;
  };
  /** SIGKILL and a new life. What the dead worker had leased is free at once: nobody renews it any more. */
  revive(app: 'worker' | 'notifier' | 'ingest'): Promise<void>;
  freeLeases(): Promise<void>;
  /** The transcriber. */
  readonly listener: Listener;
  /** Waits until nothing is left to do. */
  isQuiet(): Promise<void>;
}

export async function startChaosSystem(backend: BackendName, env: Readonly<Record<string, string>> = {}): Promise<ChaosSystem> {
  const undo: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step().catch(() => undefined);
  };
  try {
    const postgres = await controlledPostgres();
    undo.push(() => postgres.remove());
    const redis = backend === 'redis' ? await startRedis({ appendonly: 'always' }) : undefined;
    if (redis !== undefined) undo.push(() => redis.remove());
    const proxies = { postgres: await faultyProxy(postgres), redis: redis === undefined ? undefined : await faultyProxy(redis) };
    undo.push(() => proxies.postgres.close(), async () => proxies.redis?.close());
    const listener = await startListener();
    undo.push(() => listener.stop());
    const [port, controlPort] = [await freePort(), await freePort()];
    const system = await startSystem({
      backend,
      databaseUrl: proxies.postgres.through(postgres.url),
      ...(redis === undefined ? {} : { redis: { ...redis, url: proxies.redis?.through(redis.url) ?? redis.url } }),
      ownerIds: [...READERS, ...CHANGERS, ...LETTER_CHATS],
      env: {
        UPSTREAM_MODE: 'SIS_HTTP',
        SIM_PORT: String(port),
        SIM_CONTROL_PORT: String(controlPort),
        SIM_KEY: SIS_KEY,
        SIS_BASE_URL: `http://127.0.0.1:${port}`,
        SIS_OWNERBOT_API_KEY: SIS_KEY,
        SIS_RETRY_BACKOFF_BASE_SEC: '0.1',
        FLOOD_MAX_PER_MINUTE: '10000',
        PROPOSAL_TTL_SEC: '3600',
        ASR_PROVIDER: 'http',
        ASR_HTTP_BASE_URL: listener.url,
        ASR_MAX_RETRIES: '0',
        // What is heard after it is asked before it runs: a slow machine must not come to that.
        ASR_HOLD_MAX_SEC: '600',
        ...env,
      },
    });
    undo.push(() => system.stop());
    // Those who never write a text themselves: Telegram must know them, or their answers would be refused.
    for (const id of [...READERS, ...LETTER_CHATS]) await system.sandbox.call('POST', '/persons', { id: Number(id), first_name: 'Анна' });
    const direct = openDatabase({ url: postgres.url, applicationName: 'chaos', maxConnections: 4 });
    undo.push(() => direct.close());
    const queues = createQueues({ settings: { backend, redisUrl: redis?.url, databaseUrl: postgres.url }, log: silentLogger });
    undo.push(() => queues.close());
    return { ...system, backend, servers: { postgres, redis }, proxies, direct, queues, listener, operations: createOperations({ db: direct, queues, clock: systemClock }), ...controls(system, direct), stop: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

function controls({ sandbox, apps }: System, direct: Database): Pick<ChaosSystem, 'sis' | 'revive' | 'freeLeases' | 'isQuiet'> {
  async function freeLeases(): Promise<void> {
    const isGone = async () => (await direct.query(sql`select 1 from pg_stat_activity where application_name like 'ownerbot-worker%' and datname = current_database()`)).length === 0;
    await waitFor(isGone, { what: 'the connections of the dead worker to end', timeoutMs: 20_000 }).catch(() => undefined);
    await direct.query(sql`update action_proposals set lease_until = now() - interval '1 second', next_look_at = now() - interval '1 second' where lease_owner is not null`);
  }
  return {
    sis: {
      faults: async (...rules) => void (await sandbox.call('PUT', '/sim/faults', rules)),
      mutate: async (change) => void (await sandbox.call('POST', '/sim/mutate', change)),
      operations: () => sandbox.call('GET', '/sim/operations'),
    },
    freeLeases,
    async isQuiet() {
      const isOver = async () => (await direct.query(sql`select 1 from effects where state <> 'finished' union all select 1 from updates where state not in ('done', 'dead') limit 1`)).length === 0;
      await waitFor(isOver, { what: 'nothing to be left to do', timeoutMs: QUIET_WITHIN_MS, everyMs: 100 });
    },
    async revive(name) {
      await apps[name].kill();
      if (name === 'worker') await freeLeases();
      await apps[name].start();
    },
  };
}
