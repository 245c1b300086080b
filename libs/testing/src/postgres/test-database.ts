import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { migrate, openDatabase, type Database, type DatabaseOptions } from '@ownerbot/storage';
import { repoRoot } from '../repo-root';
import { withFileLock } from './file-lock';
import { testPostgres, type TestPostgres } from './test-postgres';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** A pool that `drop` closes. */
  open(options?: Partial<DatabaseOptions>): Database;
  /** Closes the pools and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh database with all tables of the platform (`migrated: false`: an empty one). */
export async function testDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const server = await testPostgres();
  const name = `t_${randomBytes(8).toString('hex')}`;
  const template = options.migrated === false ? 'template0' : await migratedTemplate(server);
  await server.admin(`create database ${name} template ${template}`);
  const url = server.url(name);
  const pools: Database[] = [];
  return {
    url,
    name,
    open: (more) => {
      const pool = openDatabase({ url, applicationName: 'test', ...more });
      pools.push(pool);
      return pool;
    },
    drop: async () => {
      await Promise.all(pools.splice(0).map((pool) => pool.close()));
      await server.admin(`drop database if exists ${name} with (force)`);
    },
  };
}

async function migratedTemplate(server: TestPostgres): Promise<string> {
  const name = `migrated_${migrationsKey()}`;
  if (await isReady(server, name)) return name;
  await withFileLock(path.join(os.tmpdir(), `ownerbot-${process.getuid?.() ?? 0}-${name}.lock`), async () => {
    if (await isReady(server, name)) return;
    const half = `${name}_half`;
    await server.admin(`drop database if exists ${half} with (force)`);
    await server.admin(`create database ${half} template template0`);
    await migrate(server.url(half));
    await server.admin(`alter database ${half} rename to ${name}`);
    // Nobody may connect to it: a template in use cannot be copied.
    await server.admin(`alter database ${name} allow_connections false`);
  });
  return name;
}

async function isReady(server: TestPostgres, name: string): Promise<boolean> {
  return server.admin(`do $$ begin perform 1 from pg_database where datname = '${name}' and not datallowconn; if not found then raise 'none'; end if; end $$`).then(
    () => true,
    () => false,
  );
}

/** Another template as soon as a migration's text changes. */
function migrationsKey(): string {
  const folder = path.join(repoRoot(), 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) if (file.endsWith('.ts')) hash.update(readFileSync(path.join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
