import type { MigrationInterface } from 'typeorm';
import { Baseline } from '../../../../migrations/0001-baseline';

export type MigrationClass = new () => MigrationInterface;

/** Migrations that belong together: a schema of their own and a table that remembers which have run. */
export interface MigrationSet {
  /** Postgres schema that holds the tables and the `migrations` table; made when missing. */
  readonly schema: string;
  readonly migrations: readonly MigrationClass[];
}

/** The platform's own. */
export const platformMigrations: MigrationSet = { schema: 'public', migrations: [Baseline] };

/** The name under which a migration is remembered: a class and a moment, as TypeORM asks. */
export function migrationName(migration: MigrationClass): string {
  return new migration().name ?? migration.name;
}

/** Names of migrations as people know them: those of their files. One that this version does not know keeps the name it is remembered by. */
export function migrationTitle(name: string): string {
  return FILE_NAMES[name] ?? name;
}

const FILE_NAMES: Readonly<Record<string, string>> = { Baseline1767225600000: '0001-baseline' };
