import { Pool, TypeOverrides, types, type PoolClient, type PoolConfig } from 'pg';
import type { Sql } from '../db/sql';
import { ForeignDatabaseError } from '../errors';
import { backendKeyOf, cancelQuery } from './cancel-query';
import { foreignFailure } from './foreign-failure';

export const TLS_MODES = ['verify-full', 'require', 'off'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export interface ReadOnlyPoolOptions {
  /** `postgres://…`; a secret. Its query string is not read. */
  readonly url: string;
  readonly applicationName: string;
  /** The search path of every transaction. */
  readonly schema: string;
  readonly tls: TlsMode;
  /** Trusted authorities instead of the system's. */
  readonly ca?: string;
  readonly maxConnections: number;
  /** Also how long a call waits for a free connection. */
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

/** One snapshot of another system's database. Types of the results are those of `Db`. Rejects with ForeignDatabaseError. */
export interface ReadTransaction {
  query<Row extends object>(statement: Sql): Promise<Row[]>;
}

export interface ReadOnlyPool {
  /**
   * Runs the work in one transaction that cannot write and is rolled back. When the signal is aborted the call ends at once with its
   * reason, the running statement is cancelled and its connection closed. Rejects with ForeignDatabaseError, or as the work does.
   */
  read<T>(work: (tx: ReadTransaction) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** How many connections are open, or being opened. */
  connectionCount(): number;
  /** Ends all connections; every call from then on is refused. */
  close(): Promise<void>;
}

const DATE_OID = 1082;
const IDLE_MS = 60_000;
/** How long after its time limit a statement may stay unanswered before its connection counts as dead. */
const UNANSWERED_MS = 2_000;
const PROTOCOL_VIOLATION = '08P01';

/** A pool for a database that is somebody else's: nothing is asked of it but reads, and nothing it does ends this process. */
export function readOnlyPool(options: ReadOnlyPoolOptions): ReadOnlyPool {
  const address = addressOf(options.url);
  let isClosed = false;
  // A pooler in front may not take it; each transaction says the same by itself.
  let pool = openPool(options, address, true);
  let isPlain = false;

  async function connect(): Promise<PoolClient> {
    const used = pool;
    try {
      return await used.connect();
    } catch (error) {
      const failure = foreignFailure(error);
      if (isPlain || failure.sqlState !== PROTOCOL_VIOLATION) throw failure;
      if (used === pool) {
        isPlain = true;
        pool = openPool(options, address, false);
        void used.end();
      }
      return connect();
    }
  }

  return {
    connectionCount: () => pool.totalCount,
    async read(work, signal) {
      signal.throwIfAborted();
      if (isClosed) throw closed();
      const client = await taken(connect(), signal);
      if (isClosed) {
        client.release(true);
        throw closed();
      }
      return runTransaction({ client, signal, begin: beginText(options), cancel: () => cancelOf(client, address) }, work);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await pool.end();
    },
  };
}

interface Address {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Read apart, as the driver would let `sslmode` in the URL undo the TLS that is asked for. */
function addressOf(text: string): Address {
  const url = new URL(text);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

function openPool({ applicationName, tls, ca, maxConnections, connectTimeoutMs, statementTimeoutMs }: ReadOnlyPoolOptions, address: Address, saysReadOnly: boolean): Pool {
  const overrides = new TypeOverrides(types);
  // The driver's own parser would shift a day by the zone of this machine.
  overrides.setTypeParser(DATE_OID, (text: string) => text);
  const config: PoolConfig = {
    ...address,
    application_name: applicationName,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: IDLE_MS,
    query_timeout: statementTimeoutMs + UNANSWERED_MS,
    keepAlive: true,
    types: overrides,
    ssl: tls === 'off' ? false : { rejectUnauthorized: tls === 'verify-full', ...(ca === undefined ? {} : { ca }) },
    ...(saysReadOnly ? { options: '-c default_transaction_read_only=on' } : {}),
  };
  const pool = new Pool(config);
  // Without listeners a connection that breaks would end the process; the next call finds out by itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

/** One round trip. The values are numbers and a quoted name: `set` takes no parameters. */
function beginText({ statementTimeoutMs, schema }: ReadOnlyPoolOptions): string {
  return [
    'begin transaction isolation level repeatable read read only',
    `set local statement_timeout = ${statementTimeoutMs}`,
    'set local lock_timeout = 1000',
    'set local idle_in_transaction_session_timeout = 10000',
    `set local timezone = 'UTC'`,
    `set local search_path = "${schema.replaceAll('"', '""')}"`,
  ].join('; ');
}

interface Running {
  readonly client: PoolClient;
  readonly signal: AbortSignal;
  readonly begin: string;
  readonly cancel: () => Promise<void>;
}

async function runTransaction<T>({ client, signal, begin, cancel }: Running, work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
  const ask = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } catch (error) {
      throw foreignFailure(error);
    }
  };
  // A rollback that fails, or is not waited for, leaves a connection that is not used again.
  let isGood = false;
  const all = async (): Promise<T> => {
    await client.query(begin).catch((error: unknown) => Promise.reject(foreignFailure(error)));
    try {
      return await work({ query: ({ text, values }) => ask(text, values) });
    } finally {
      if (!signal.aborted) isGood = await client.query('rollback').then(() => true, () => false);
    }
  };
  try {
    return await untilAborted(all(), signal, () => void cancel());
  } finally {
    client.release(!isGood || signal.aborted);
  }
}

/** The result of the work, unless the signal is aborted first; what comes later is dropped. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal, onCut: () => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cut = (): void => {
      onCut();
      reject(signal.reason as Error);
    };
    if (signal.aborted) cut();
    else signal.addEventListener('abort', cut, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}

/** A connection that comes after the call has ended goes back unused. */
async function taken(connecting: Promise<PoolClient>, signal: AbortSignal): Promise<PoolClient> {
  let isLate = false;
  connecting.then((client) => isLate && client.release(), () => undefined);
  return untilAborted(connecting, signal, () => (isLate = true));
}

async function cancelOf(client: PoolClient, address: Address): Promise<void> {
  const key = backendKeyOf(client);
  if (key !== null) await cancelQuery(address, key);
}

function closed(): ForeignDatabaseError {
  return new ForeignDatabaseError({ sqlState: null, failure: 'closed', serverMessage: null });
}
