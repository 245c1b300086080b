import { readdirSync } from 'node:fs';
import path from 'node:path';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { Client } from 'pg';
import { leakCheck, repoRoot, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { sql } from '../db/sql';
import { migrationName, migrationTitle, platformMigrations } from './known-migrations';
import { migrate, runMigrationSet } from './migrate';
import { pendingMigrations, requireMigrations } from './pending-migrations';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase({ migrated: false });
  db = store.open();
});
afterEach(() => store.drop());

class Shelves implements MigrationInterface {
  readonly name = 'Shelves1767225600001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table shelves (id integer primary key)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table shelves');
  }
}

class Broken implements MigrationInterface {
  readonly name = 'Broken1767225600002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half (id integer)');
    await runner.query('create table nonsense (');
  }
  down(): Promise<void> {
    return Promise.resolve();
  }
}

test('a process refuses to work before the migration, with what to do', async () => {
  await expect(requireMigrations(db)).rejects.toMatchObject({ code: 'MIGRATIONS_MISSING', message: 'the database lacks 0001-baseline; run: npx ownerbot migrate' });
  expect(await migrate(store.url)).toEqual(['Baseline1767225600000']);
  await requireMigrations(db);
  expect(await pendingMigrations(db)).toEqual({ pending: [], unknown: [] });
  expect(await migrate(store.url)).toEqual([]);
});

test('each migration is told to people by the name of its file', () => {
  const files = readdirSync(path.join(repoRoot(), 'migrations')).filter((file) => /^\d{4}-.*\.ts$/.test(file));
  expect(platformMigrations.migrations.map((one) => `${migrationTitle(migrationName(one))}.ts`)).toEqual(files);
  expect(migrationTitle('Future1999999999999')).toBe('Future1999999999999');
});

test('of several migrations at once one works and the others find it done', async () => {
  const ran = await Promise.all([migrate(store.url), migrate(store.url), migrate(store.url)]);
  expect(ran.flat()).toEqual(['Baseline1767225600000']);
});

test('a database made by a newer version is refused', async () => {
  await migrate(store.url);
  await db.query(sql`insert into migrations (timestamp, name) values (1999999999999, 'Future1999999999999')`);
  await expect(requireMigrations(db)).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
  await expect(migrate(store.url)).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
});

test('a set of migrations lives in a schema of its own', async () => {
  const set = { schema: 'demo', migrations: [Shelves] };
  expect(await runMigrationSet(store.url, set)).toEqual(['Shelves1767225600001']);
  expect(await runMigrationSet(store.url, set)).toEqual([]);
  expect(await db.query(sql`select table_schema as schema, table_name as name from information_schema.tables where table_schema in ('demo', 'public') order by 2`)).toEqual([
    { schema: 'demo', name: 'migrations' },
    { schema: 'demo', name: 'shelves' },
  ]);
  expect((await pendingMigrations(db)).pending).toEqual(['Baseline1767225600000']);
});

test('a migration that fails leaves nothing behind', async () => {
  await expect(runMigrationSet(store.url, { schema: 'demo', migrations: [Broken] })).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });
  expect(await db.query(sql`select 1 from information_schema.tables where table_name = 'half'`)).toEqual([]);
});

test('a migration that waits too long for another one gives up', async () => {
  const other = new Client({ connectionString: store.url });
  await other.connect();
  await other.query('select pg_advisory_lock(7316027018835342)');
  await expect(migrate(store.url, { lockTimeoutMs: 50 })).rejects.toMatchObject({ code: 'MIGRATION_BUSY' });
  await other.end();
});

test('the baseline can be taken back', async () => {
  await migrate(store.url);
  const source = await new DataSource({ type: 'postgres', url: store.url, migrations: [...platformMigrations.migrations], installExtensions: false }).initialize();
  await source.undoLastMigration();
  await source.destroy();
  expect(await db.query(sql`select table_name as name from information_schema.tables where table_schema = 'public'`)).toEqual([{ name: 'migrations' }]);
});

leakCheck();
