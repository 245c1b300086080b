import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DEFAULT_SEED, seedDemo } from '@ownerbot/shop';
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

export interface TestDatabaseContents {
  /** All tables of the platform, unless told otherwise. */
  readonly migrated?: boolean;
  /** The demo shop with its default seed. */
  readonly seeded?: boolean;
}

/** A fresh database: a copy of one that was filled once for all tests. */
export async function testDatabase({ migrated = true, seeded = false }: TestDatabaseContents = {}): Promise<TestDatabase> {
  const server = await testPostgres();
  const name = `t_${randomBytes(8).toString('hex')}`;
  const template = migrated || seeded ? await templateWith(server, { migrated, seeded }) : 'template0';
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

async function templateWith(server: TestPostgres, contents: Required<TestDatabaseContents>): Promise<string> {
  const name = `with_${contentsKey(contents)}`;
  if (await isReady(server, name)) return name;
  await withFileLock(path.join(os.tmpdir(), `ownerbot-${process.getuid?.() ?? 0}-${name}.lock`), async () => {
    if (await isReady(server, name)) return;
    const half = `${name}_half`;
    await server.admin(`drop database if exists ${half} with (force)`);
    await server.admin(`create database ${half} template template0`);
    await fillDatabase(server.url(half), contents);
    await server.admin(`alter database ${half} rename to ${name}`);
    // Nobody may connect to it: a template in use cannot be copied.
    await server.admin(`alter database ${name} allow_connections false`);
  });
  return name;
}

/** For a database of a test's own server. */
export async function fillDatabase(url: string, { migrated, seeded }: Required<TestDatabaseContents>): Promise<void> {
  if (migrated) await migrate(url);
  if (!seeded) return;
  const db = openDatabase({ url, applicationName: 'test', maxConnections: 1 });
  await seedDemo({ db, settings: { appEnv: 'test', upstreamMode: 'DEMO', autoFallback: 'none' }, seed: DEFAULT_SEED }).finally(() => db.close());
}

async function isReady(server: TestPostgres, name: string): Promise<boolean> {
  return server.admin(`do $$ begin perform 1 from pg_database where datname = '${name}' and not datallowconn; if not found then raise 'none'; end if; end $$`).then(
    () => true,
    () => false,
  );
}

/** Another template as soon as a text changes that fills it. */
function contentsKey({ migrated, seeded }: Required<TestDatabaseContents>): string {
  const folders = [...(migrated ? ['migrations'] : []), ...(seeded ? ['libs/shop/src/demo', 'libs/shop/src/rules'] : [])];
  const hash = createHash('sha256').update(folders.join());
  for (const folder of folders) {
    const files = readdirSync(path.join(repoRoot(), folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    for (const file of files.sort()) hash.update(readFileSync(path.join(repoRoot(), folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
