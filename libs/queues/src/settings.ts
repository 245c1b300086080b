import { Setting, settingTypes, type ProcessName, type SettingFinding } from '@ownerbot/runtime';
import type { BackendName } from './backends/backend-name';

const { integer, list, oneOf, text, url } = settingTypes;

const READERS: readonly ProcessName[] = ['ingest', 'worker', 'notifier', 'console', 'cli'];
const REDIS_URL = { protocols: ['redis:', 'rediss:'], secret: true };

type Environment = Readonly<Record<string, string | undefined>>;

const isSet = (env: Environment, key: string): boolean => [key, `${key}_FILE`].some((one) => (env[one] ?? '').trim() !== '');
const REDIS_KEYS = ['REDIS_URL', 'REDIS_CLUSTER_NODES', 'REDIS_SENTINELS'];

function backendOf(env: Environment): BackendName {
  const chosen = (env['QUEUE_BACKEND'] ?? '').trim();
  if (chosen === 'redis' || chosen === 'postgres') return chosen;
  return REDIS_KEYS.some((key) => isSet(env, key)) ? 'redis' : 'postgres';
}

const byBackend = (onRedis: number, onPostgres: number) => (env: Environment) => (backendOf(env) === 'redis' ? onRedis : onPostgres);

/** Where the queues live and how many lanes they have. `DATABASE_URL` belongs to storage and is handed in beside these. */
export class QueueSettings {
  @Setting({
    key: 'QUEUE_BACKEND',
    type: oneOf(['redis', 'postgres']),
    readBy: READERS,
    default: backendOf,
    defaultText: 'postgres without a Redis key, else redis',
    about: 'where the queues live; must fit the Redis keys',
  })
  readonly backend: BackendName;

  @Setting({ key: 'REDIS_URL', type: url(REDIS_URL), readBy: READERS, about: 'one server; at most one of the three Redis keys' })
  readonly redisUrl: string | undefined;

  @Setting({ key: 'REDIS_CLUSTER_NODES', type: list(url(REDIS_URL), { min: 1, max: 100 }), readBy: READERS, about: 'nodes of a cluster' })
  readonly redisClusterNodes: readonly string[] | undefined;

  @Setting({ key: 'REDIS_SENTINELS', type: list(url(REDIS_URL), { min: 1, max: 20 }), readBy: READERS, about: 'sentinels' })
  readonly redisSentinels: readonly string[] | undefined;

  @Setting({ key: 'REDIS_SENTINEL_NAME', type: text({ max: 200 }), readBy: READERS, default: 'mymaster', about: 'name of the master, with REDIS_SENTINELS' })
  readonly redisSentinelName: string;

  @Setting({
    key: 'REDIS_WAIT_REPLICAS',
    type: integer({ min: 0, max: 5 }),
    readBy: READERS,
    default: 0,
    about: 'replicas that must hold a job before it counts as added; with fewer of them at work nothing is taken (docs/queues.md)',
  })
  readonly redisWaitReplicas: number;

  @Setting({
    key: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    type: url({ protocols: ['http:', 'https:'] }),
    readBy: ['ingest', 'worker', 'notifier'],
    about: 'OpenTelemetry collector (OTLP over HTTP) that is sent a trace of each job',
  })
  readonly tracesEndpoint: string | undefined;

  @Setting({
    key: 'INBOX_LANES',
    type: integer({ min: 1, max: 256 }),
    readBy: ['ingest', 'worker', 'console', 'cli'],
    default: byBackend(16, 4),
    defaultText: '16 on Redis, 4 on Postgres',
    about: 'inbox lanes; a start with another number while the inbox holds jobs is refused',
  })
  readonly inboxLanes: number;

  @Setting({
    key: 'OUTBOX_LANES',
    type: integer({ min: 1, max: 64 }),
    readBy: ['worker', 'notifier', 'console', 'cli'],
    default: byBackend(8, 2),
    defaultText: '8 on Redis, 2 on Postgres',
    about: 'outbox lanes; a start with another number while the outbox holds jobs is refused',
  })
  readonly outboxLanes: number;

  @Setting({
    key: 'BROADCAST_RATE',
    type: integer({ min: 1, max: 30 }),
    readBy: ['notifier'],
    default: 25,
    about: 'messages of broadcasts in a second, of all notifiers together',
  })
  readonly broadcastRate: number;

  @Setting({
    key: 'INBOX_MAX_WAITING',
    type: integer({ min: 1, max: 10_000_000 }),
    readBy: ['ingest', 'worker'],
    default: 10_000,
    about: 'back pressure: past it ingest takes nothing more until the backlog shrinks',
  })
  readonly inboxMaxWaiting: number;

  check(): readonly SettingFinding[] {
    const set = [
      ['REDIS_URL', this.redisUrl],
      ['REDIS_CLUSTER_NODES', this.redisClusterNodes],
      ['REDIS_SENTINELS', this.redisSentinels],
    ].filter(([, value]) => value !== undefined);
    const names = set.map(([key]) => String(key));
    if (set.length > 1) return [{ key: names.join(', '), found: `${set.length} of them`, allowed: 'at most one of the three' }];
    if (this.backend === 'redis' && set.length === 0) {
      return [{ key: 'QUEUE_BACKEND', found: 'redis without a Redis key', allowed: 'redis with REDIS_URL, REDIS_CLUSTER_NODES or REDIS_SENTINELS; or postgres' }];
    }
    if (this.backend === 'postgres' && set.length > 0) return [{ key: 'QUEUE_BACKEND', found: `postgres together with ${names.join()}`, allowed: 'redis, or no Redis key' }];
    return [];
  }
}
