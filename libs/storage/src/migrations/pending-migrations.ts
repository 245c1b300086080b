import { MigrationError } from '../errors';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { migrationName, migrationTitle, platformMigrations, type MigrationSet } from './known-migrations';

export interface MigrationState {
  /** Known to this version, not run yet; oldest first. */
  readonly pending: readonly string[];
  /** Run by a newer version, unknown to this one. */
  readonly unknown: readonly string[];
}

/** Compares the database with what this version knows. Locks nothing. */
export async function pendingMigrations(db: Db, set: MigrationSet = platformMigrations): Promise<MigrationState> {
  const known = set.migrations.map(migrationName);
  const [table] = await db.query<{ found: boolean }>(sql`
    select to_regclass(${`${quoted(set.schema)}.migrations`}) is not null as found`);
  const ran = table?.found
    ? (await db.query<{ name: string }>(sql`select name from ${sql.identifier(set.schema)}.migrations order by id`)).map((row) => row.name)
    : [];
  return { pending: known.filter((name) => !ran.includes(name)), unknown: ran.filter((name) => !known.includes(name)) };
}

/** Refuses to work on tables that are not those of this version. Throws MigrationError MIGRATIONS_MISSING or SCHEMA_NEWER. */
export async function requireMigrations(db: Db, set: MigrationSet = platformMigrations): Promise<void> {
  const { pending, unknown } = await pendingMigrations(db, set);
  refuseNewer(unknown);
  if (pending.length > 0) {
    throw new MigrationError('MIGRATIONS_MISSING', `the database lacks ${pending.map(migrationTitle).join(', ')}; run: npx ownerbot migrate`);
  }
}

export function refuseNewer(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new MigrationError('SCHEMA_NEWER', `the database was made by a newer version of OwnerBot (${unknown.join(', ')}); start that version, or use another database`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
