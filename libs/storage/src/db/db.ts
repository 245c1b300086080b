import { Pool, TypeOverrides, types, type PoolClient, type QueryConfig } from 'pg';
import { StoreUnavailableError } from '../errors';
import { mapStoreError } from './map-error';
import { sql, type Sql } from './sql';

/**
 * What a query needs. Types of the results: `bigint` and `numeric` are strings, `timestamptz` is a Date, `date` is `YYYY-MM-DD`, `jsonb` is parsed.
 * Rejects with StoreUnavailableError (Postgres is away), StoreConflictError, StoreTimeoutError or StoreQueryError.
 */
export interface Db {
  query<Row extends object>(statement: Sql): Promise<Row[]>;
  /** Runs the work in one transaction; inside one, in the same. Any rejection rolls back. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
}

export interface Database extends Db {
  /** Rejects with StoreUnavailableError when Postgres does not answer. */
  ping(): Promise<void>;
  /** Calls the listener whenever a query met a Postgres that is away. Returns how to stop listening. */
  onUnavailable(listener: (error: StoreUnavailableError) => void): () => void;
  /** Waits for running queries, then closes all connections. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://…`; a secret. */
  readonly url: string;
  /** Seen in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly maxConnections?: number;
  readonly connectTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  /** How long after its time limit a statement may stay unanswered before its connection counts as dead; default 5 s. */
  readonly unansweredAfterMs?: number;
  /** Told of errors of idle connections; they are replaced by themselves. */
  readonly onConnectionError?: (error: Error) => void;
  /** Search path, for a database shared by several schemas. */
  readonly schema?: string;
}

const DATE_OID = 1082;

/** Opens a pool of connections; connects with the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const overrides = new TypeOverrides(types);
  overrides.setTypeParser(DATE_OID, (text: string) => text);
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000;
  const pool = new Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3000,
    statement_timeout: statementTimeoutMs,
    // What the server has not even refused by then went into a dead connection.
    query_timeout: statementTimeoutMs + (options.unansweredAfterMs ?? 5000),
    idle_in_transaction_session_timeout: 60_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: overrides,
    options: `-c timezone=UTC${options.schema === undefined ? '' : ` -c search_path=${options.schema}`}`,
  });
  const listeners = new Set<(error: StoreUnavailableError) => void>();
  const fail = (error: unknown, query: string): never => {
    const mapped = mapStoreError(error, query);
    if (mapped instanceof StoreUnavailableError) for (const listener of listeners) listener(mapped);
    throw mapped;
  };
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', (error) => {
    options.onConnectionError?.(error);
    const mapped = mapStoreError(error, 'idle connection');
    if (mapped instanceof StoreUnavailableError) for (const listener of listeners) listener(mapped);
  });
  pool.on('connect', (client) => void client.on('error', () => undefined));

  const database: Database = {
    query: (statement) => pool.query(configOf(statement)).then((result) => result.rows, (error: unknown) => fail(error, labelOf(statement))),
    transaction: async (work) => {
      const client = await pool.connect().catch((error: unknown) => fail(error, 'connect'));
      return runTransaction(client, work, fail);
    },
    ping: async () => {
      await database.query(sql`select 1`);
    },
    onUnavailable: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => pool.end(),
  };
  return database;
}

type Fail = (error: unknown, query: string) => never;

async function runTransaction<T>(client: PoolClient, work: (tx: Db) => Promise<T>, fail: Fail): Promise<T> {
  const tx: Db = {
    query: (statement) => client.query(configOf(statement)).then((result) => result.rows, (error: unknown) => fail(error, labelOf(statement))),
    transaction: (inner) => inner(tx),
  };
  let broken: Error | undefined;
  try {
    await tx.query(sql`begin`);
    const result = await work(tx);
    await tx.query(sql`commit`);
    return result;
  } catch (error) {
    // A connection whose rollback fails is not given back to the pool.
    await client.query('rollback').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

function configOf(statement: Sql): QueryConfig {
  return { text: statement.text, values: [...statement.values], ...(statement.name === undefined ? {} : { name: statement.name }) };
}

function labelOf(statement: Sql): string {
  return statement.name ?? statement.text.trim().split(/\s+/, 3).join(' ');
}
