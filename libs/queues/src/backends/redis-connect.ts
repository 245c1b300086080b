import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { writeTogether } from './write-together';

/** Where Redis is: one server, a cluster, or a master that sentinels know. */
export type RedisTarget =
  | { readonly mode: 'single'; readonly url: string }
  | { readonly mode: 'cluster'; readonly nodes: readonly string[] }
  | { readonly mode: 'sentinel'; readonly sentinels: readonly string[]; readonly masterName: string };

export type RedisClient = Redis | Cluster;

const RECONNECT_MAX_MS = 1_000;
const KEEP_ALIVE_MS = 10_000;

const reconnectAfter = (times: number): number => Math.min(50 * 2 ** Math.min(times, 6), RECONNECT_MAX_MS);

/** After a failover the old master answers READONLY: go and find the new one. Workers send the command again there. */
const isDemoted = (error: Error): boolean => error.message.startsWith('READONLY');
const reconnectOnError = (error: Error): false | 2 => (isDemoted(error) ? 2 : false);

/** A master that hangs answers nothing, not even where its slots have gone; so the nodes are asked now and then. */
const SLOTS_REFRESH_MS = 2_000;

/** Fails fast: nothing is queued while there is no connection, nothing is sent twice, every command has a time limit. */
export function commandOptions(limitMs: number): RedisOptions {
  return {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: limitMs,
    connectTimeout: Math.max(limitMs, 1_000),
    keepAlive: KEEP_ALIVE_MS,
    retryStrategy: reconnectAfter,
    reconnectOnError: (error) => isDemoted(error),
  };
}

/** Waits for Redis as long as it takes; what BullMQ asks for its workers. */
export function workerOptions(): RedisOptions {
  return { maxRetriesPerRequest: null, keepAlive: KEEP_ALIVE_MS, retryStrategy: reconnectAfter, reconnectOnError };
}

export function connectRedis(target: RedisTarget, options: RedisOptions): RedisClient {
  switch (target.mode) {
    case 'single':
      return writeTogether(new Redis(target.url, options));
    case 'sentinel':
      return writeTogether(new Redis({ ...options, ...sentinelOptions(target.sentinels, target.masterName), sentinelRetryStrategy: reconnectAfter }));
    case 'cluster': {
      const { enableOfflineQueue = true, retryStrategy, ...redisOptions } = options;
      const cluster = new Cluster(
        target.nodes.map((node) => hostOf(node)),
        { enableOfflineQueue, slotsRefreshInterval: SLOTS_REFRESH_MS, clusterRetryStrategy: retryStrategy ?? reconnectAfter, redisOptions: { ...redisOptions, ...credentialsOf(target.nodes[0]) } },
      );
      return cluster.on('+node', (node: Redis) => void writeTogether(node));
    }
  }
}

function hostOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 6379 : Number(port) };
}

function credentialsOf(url: string | undefined): RedisOptions {
  if (url === undefined) return {};
  const { username, password, protocol } = new URL(url);
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

/** User and password of the sentinels' URLs are used for the sentinels and for the master. */
function sentinelOptions(sentinels: readonly string[], name: string): RedisOptions {
  const { username, password, tls } = credentialsOf(sentinels[0]);
  return {
    sentinels: sentinels.map((url) => ({ ...hostOf(url), ...(new URL(url).port === '' ? { port: 26_379 } : {}) })),
    name,
    ...(username === undefined ? {} : { username, sentinelUsername: username }),
    ...(password === undefined ? {} : { password, sentinelPassword: password }),
    ...(tls === undefined ? {} : { tls, sentinelTLS: tls, enableTLSForSentinelMode: true }),
  };
}
