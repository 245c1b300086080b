import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { BOTH, nothingToHeal, type Fault, type Heal, type Striking } from '../fault';
import type { ChaosSystem } from '../parts/chaos-system';

/** A moment in `npm test`. */
const SHORT_MS = 1_500;
const heldMs = (length: Striking['length'], fullMs: number): number => (length === 'short' ? SHORT_MS : fullMs);
/** Beyond the 200 that the server takes. */
const TOO_MANY = 220;

/** Breaks it, lets people write while it is broken, holds it so. The mending is the caller's. */
async function broken({ work, length }: Striking, fullMs: number, hit: () => Promise<unknown>): Promise<void> {
  await hit();
  const until = Date.now() + heldMs(length, fullMs);
  await work.ask(10);
  await delay(Math.max(0, until - Date.now()));
}

function redisFault(name: string, fullMs: number, faults: { hit(system: ChaosSystem): Promise<unknown>; mend?(system: ChaosSystem): Promise<unknown> }): Fault {
  return {
    name,
    group: 'redis',
    backends: ['redis'],
    updates: 40,
    changes: 1,
    // The notifier's job may be lost to it between Telegram's taking a message and the job's end; the ledger knows, so nothing is sent twice.
    async strike(striking): Promise<Heal> {
      await broken(striking, fullMs, () => faults.hit(striking.system));
      return async () => void (await faults.mend?.(striking.system));
    },
  };
}

async function onRedis({ servers }: ChaosSystem, ...commands: readonly (readonly [string, ...(string | number)[]])[]): Promise<void> {
  const client = new Redis(servers.redis?.url ?? '', { lazyConnect: true, maxRetriesPerRequest: 1 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const [name, ...args] of commands) await client.call(name, ...args);
  } finally {
    client.disconnect();
  }
}

export const REDIS_FAULTS: readonly Fault[] = [
  redisFault('redis-stopped-5s', 5_000, { hit: async ({ servers }) => servers.redis?.stop(), mend: async ({ servers }) => servers.redis?.start() }),
  redisFault('redis-stopped-60s', 60_000, { hit: async ({ servers }) => servers.redis?.stop(), mend: async ({ servers }) => servers.redis?.start() }),
  redisFault('redis-restarted', 0, { hit: async ({ servers }) => servers.redis?.kill(), mend: async ({ servers }) => servers.redis?.start() }),
  redisFault('redis-clients-killed', 500, { hit: (system) => onRedis(system, ['CLIENT', 'KILL', 'TYPE', 'normal'], ['CLIENT', 'KILL', 'TYPE', 'pubsub']) }),
  redisFault('redis-black-hole', 8_000, { hit: async ({ proxies }) => proxies.redis?.blackHole(), mend: async ({ proxies }) => proxies.redis?.heal() }),
  // A replica of nobody keeps its data and refuses to write.
  redisFault('redis-readonly', 5_000, { hit: (system) => onRedis(system, ['REPLICAOF', '127.0.0.1', 1]), mend: (system) => onRedis(system, ['REPLICAOF', 'NO', 'ONE']) }),
  redisFault('redis-out-of-memory', 5_000, { hit: (system) => onRedis(system, ['CONFIG', 'SET', 'maxmemory', 1]), mend: (system) => onRedis(system, ['CONFIG', 'SET', 'maxmemory', 0]) }),
];

interface PostgresFault {
  readonly fullMs: number;
  readonly mayRepeat?: boolean;
  hit(system: ChaosSystem): Promise<Heal>;
}

function postgresFault(name: string, { fullMs, hit, mayRepeat = true }: PostgresFault): Fault {
  return {
    name,
    group: 'postgres',
    backends: BOTH,
    updates: 40,
    changes: 1,
    // Telegram took a message, and the note of it went down with the connection.
    mayRepeat,
    async strike(striking) {
      let heal: Heal = nothingToHeal;
      await broken(striking, fullMs, async () => {
        heal = await hit(striking.system);
      });
      return () => heal();
    },
  };
}

async function connected({ servers }: ChaosSystem): Promise<Client> {
  const client = new Client({ connectionString: servers.postgres.url, application_name: 'chaos fault' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const KILL_BACKENDS = `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'ownerbot%'`;

async function locked(system: ChaosSystem, table: string): Promise<Heal> {
  const client = await connected(system);
  await client.query('begin');
  await client.query(`lock table ${table} in access exclusive mode`);
  return () => client.end();
}

export const POSTGRES_FAULTS: readonly Fault[] = [
  postgresFault('postgres-restarted', {
    fullMs: 5_000,
    async hit({ servers }) {
      await servers.postgres.stop();
      return () => servers.postgres.start();
    },
  }),
  postgresFault('postgres-backends-killed', {
    fullMs: 1_000,
    async hit(system) {
      const client = await connected(system);
      await client.query(KILL_BACKENDS);
      await client.end();
      return nothingToHeal;
    },
  }),
  postgresFault('postgres-pool-exhausted', {
    fullMs: 6_000,
    async hit(system) {
      const killer = await connected(system);
      const taken = await Promise.allSettled(Array.from({ length: TOO_MANY }, () => connected(system)));
      await killer.query(KILL_BACKENDS);
      const more = await Promise.allSettled(Array.from({ length: TOO_MANY }, () => connected(system)));
      return async () => {
        const held = [...taken, ...more].flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        await Promise.all([killer, ...held].map((client) => client.end()));
      };
    },
  }),
  postgresFault('postgres-lock-ledger', { fullMs: 6_000, hit: (system) => locked(system, 'updates') }),
  postgresFault('postgres-lock-messages', { fullMs: 6_000, hit: (system) => locked(system, 'messages') }),
  postgresFault('postgres-black-hole', {
    fullMs: 8_000,
    async hit({ proxies }) {
      proxies.postgres.blackHole();
      return async () => proxies.postgres.heal();
    },
  }),
];
