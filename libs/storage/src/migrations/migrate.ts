import { Client } from 'pg';
import { DataSource, type Logger } from 'typeorm';
import { MigrationError } from '../errors';
import type { Db } from '../db/db';
import { mapStoreError } from '../db/map-error';
import { migrationName, platformMigrations, type MigrationSet } from './known-migrations';
import { pendingMigrations, refuseNewer } from './pending-migrations';

// Any number that nothing else in this database locks.
const LOCK_KEY = '7316027018835342';

export interface MigrateOptions {
  /** How long another migration may take before this one gives up. */
  readonly lockTimeoutMs?: number;
}

/**
 * Brings the tables of the platform up to this version; returns the names of what it ran.
 * Locks: an advisory lock of the database, so that of several at once one works and the others find it done.
 * Throws MigrationError.
 */
export function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  return runMigrationSet(url, platformMigrations, options);
}

/** The same for any set of migrations in a schema of its own. Each migration runs in a transaction of its own, with the schema as search path. */
export async function runMigrationSet(url: string, set: MigrationSet, options: MigrateOptions = {}): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'ownerbot migrate', connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await lock(client, options.lockTimeoutMs ?? 60_000);
    await client.query(`create schema if not exists ${client.escapeIdentifier(set.schema)}`);
    const { pending, unknown } = await pendingMigrations(dbOf(client), set);
    refuseNewer(unknown);
    if (pending.length > 0) await run(url, set);
    return [...pending];
  } catch (error) {
    throw error instanceof MigrationError ? error : mapStoreError(error, 'migrate');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function lock(client: Client, timeoutMs: number): Promise<void> {
  try {
    await client.query(`set lock_timeout = ${Math.trunc(timeoutMs)}`);
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
  } catch (error) {
    if ((error as { code?: string }).code !== '55P03') throw error;
    throw new MigrationError('MIGRATION_BUSY', `another migration has been running for ${timeoutMs} ms`, error);
  }
}

const nothing = (): void => undefined;
// TypeORM would print failed migrations by itself; the error says the same to whoever asked.
const silent: Logger = { logQuery: nothing, logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing };

async function run(url: string, set: MigrationSet): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: set.schema,
    migrations: [...set.migrations],
    migrationsTableName: 'migrations',
    installExtensions: false,
    logger: silent,
    extra: { max: 2, options: `-c search_path="${set.schema}"` },
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } catch (error) {
    const names = set.migrations.map(migrationName).join(', ');
    throw new MigrationError('MIGRATION_FAILED', `a migration failed and was rolled back (${names}): ${error instanceof Error ? error.message : String(error)}`, error);
  } finally {
    await source.destroy();
  }
}

function dbOf(client: Client): Db {
  const db: Db = {
    query: async (statement) => (await client.query(statement.text, [...statement.values])).rows,
    transaction: (work) => work(db),
  };
  return db;
}
