import { Pool, type PoolClient, type PoolConfig } from 'pg';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { codeOf, messageOf } from '@ownerbot/runtime';

/** The schema of BullMQ; ours stands in it too. */
export const SCHEMA = 'bullmq';

/**
 * The store is away. BullMQ waits and tries again when it sees this code; any other error of a statement it takes for a failure
 * of the job, and a restart of Postgres would use up attempts.
 */
export class StoreAwayError extends Error {
  readonly code = 'ECONNREFUSED';

  constructor(cause: unknown) {
    super(`Postgres is away: ${messageOf(cause)}`, { cause });
    this.name = 'StoreAwayError';
  }
}

const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', '57P01', '57P02', '57P03', '53300', '25006', '57014', '40P01', '40001', '55P03']);
const AWAY_TEXTS = [/^Connection terminated/, /timeout exceeded when trying to connect/, /^Query read timeout/, /connection error and is not queryable/, /^timeout expired/];

/** Also a statement that ran out of time or lost against another one: all that trying again mends. */
export function isStoreAway(error: unknown): boolean {
  const code = codeOf(error);
  return AWAY_CODES.has(code) || code.startsWith('08') || AWAY_TEXTS.some((text) => text.test(messageOf(error)));
}

async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isStoreAway(error) ? new StoreAwayError(error) : error;
  }
}

export interface QueuePool extends PgPool {
  /** Cuts every connection without waiting for the server. */
  destroy(): void;
}

/** A pool of pg in the shape that BullMQ takes, with its errors translated and no connection out of reach. */
export function queuePool(config: PoolConfig): QueuePool {
  const pool = new Pool({ keepAlive: true, keepAliveInitialDelayMillis: 10_000, ...config, options: `-c search_path=${SCHEMA}` });
  const clients = new Set<PoolClient>();
  pool.on('connect', (client) => {
    clients.add(client);
    hearErrors(client);
  });
  pool.on('remove', (client) => clients.delete(client));
  pool.on('error', () => undefined); // an idle connection broke; the next statement gets another and reports what it meets

  const facade: QueuePool = {
    async query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
      const { rows, rowCount } = await translated(pool.query(text, params === undefined ? undefined : [...params]));
      return { rows: rows as R[], rowCount };
    },
    connect: async (): Promise<PgPoolClient> => asListenClient(await translated(pool.connect())),
    end: () => pool.end(),
    on(event: 'error' | 'connect', listener: never) {
      pool.on(event as 'error', listener);
      return facade;
    },
    removeAllListeners(event) {
      pool.removeAllListeners(event === undefined ? undefined : (event as 'error'));
      return facade;
    },
    destroy() {
      for (const client of clients) void client.end().catch(() => undefined);
      pool.end().catch(() => undefined);
    },
  };
  return facade;
}

/**
 * A connection that breaks while nobody waits for a statement of it emits an error, which ends the process when nobody listens. The
 * pool listens to idle ones alone, and BullMQ takes every listener off before it closes one; this listener stays.
 */
function hearErrors(client: PoolClient): void {
  const removeAll = client.removeAllListeners.bind(client);
  client.on('error', () => undefined);
  client.removeAllListeners = (event) => {
    removeAll(event);
    return client.on('error', () => undefined);
  };
}

/**
 * All workers of a process wait on one listening connection, each with a listener of its own, and each asks it to listen: one statement
 * after the other, as pg wants it.
 */
function asListenClient(client: PoolClient): PgPoolClient {
  client.setMaxListeners(0);
  let line: Promise<unknown> = Promise.resolve();
  const shared: PgPoolClient = {
    connection: (client as PoolClient & Pick<PgPoolClient, 'connection'>).connection,
    query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
      const answer = line.then(() => client.query(text, params === undefined ? undefined : [...params])).then(({ rows, rowCount }) => ({ rows: rows as R[], rowCount }));
      line = answer.catch((error: unknown) => {
        // A statement that ran out of time breaks no connection by itself, and BullMQ would ask this one for ever.
        if (isStoreAway(error)) client.emit('error', error);
      });
      return translated(answer);
    },
    on(event: 'notification' | 'error' | 'end', listener: never) {
      client.on(event as 'error', listener);
      return shared;
    },
    removeListener(event, listener) {
      client.removeListener(event, listener as never);
      return shared;
    },
    removeAllListeners(event) {
      client.removeAllListeners(event as 'error' | undefined);
      return shared;
    },
    release: (destroy) => client.release(destroy),
  };
  return shared;
}
