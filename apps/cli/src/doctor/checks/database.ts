import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, messageOf, type Clock } from '@ownerbot/runtime';
import { migrationTitle, openDatabase, pendingMigrations, sql, type Database } from '@ownerbot/storage';
import { broken, skipped, warning, well, type Finding } from '../finding';

const OLDEST_POSTGRES = 140_000;
const CLOCK_TOLERANCE_MS = 2_000;
/** Major version of the embedded server, whose data folder no other one can read. */
const EMBEDDED_MAJOR = '18';

/** Version, tables and clock of the database. Without `DATABASE_URL`: the data folder of the embedded one. */
export async function checkDatabase(databaseUrl: string | undefined, home: string, clock: Clock): Promise<Finding[]> {
  if (databaseUrl === undefined) return [checkEmbedded(home)];
  const db = openDatabase({ url: databaseUrl, applicationName: 'ownerbot doctor', maxConnections: 1 });
  try {
    return [await checkVersion(db), await checkTables(db), await checkClock(db, clock)];
  } catch (error) {
    return [broken('database', `${messageOf(error)} (${codeOf(error)})`, 'start Postgres, or mend DATABASE_URL (host, port, user, password, database name)')];
  } finally {
    await db.close();
  }
}

function checkEmbedded(home: string): Finding {
  const versionFile = join(resolve(home), 'postgres', 'data', 'PG_VERSION');
  if (!existsSync(versionFile)) return skipped('database', 'the embedded one; npm start makes it');
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major === EMBEDDED_MAJOR) return well('database', `the embedded one, PostgreSQL ${major}, in ${resolve(home)}`);
  return broken('database', `its data folder was made by PostgreSQL ${major}, this version brings ${EMBEDDED_MAJOR}`, `start the version of OwnerBot that made it, or set OWNERBOT_HOME to a new folder`);
}

async function checkVersion(db: Database): Promise<Finding> {
  const [row] = await db.query<{ number: string; text: string }>(sql`select current_setting('server_version_num') as number, current_setting('server_version') as text`);
  const detail = `PostgreSQL ${row?.text ?? 'of an unknown version'}`;
  return Number(row?.number) >= OLDEST_POSTGRES ? well('database', detail) : broken('database', detail, 'use PostgreSQL 14 or newer');
}

async function checkTables(db: Database): Promise<Finding> {
  const { pending, unknown } = await pendingMigrations(db);
  if (unknown.length > 0) return broken('tables', `made by a newer version of OwnerBot (${unknown.join(', ')})`, 'run that version, or use another database');
  if (pending.length > 0) return broken('tables', `missing: ${pending.map(migrationTitle).join(', ')}`, 'npx ownerbot migrate');
  return well('tables', 'up to date');
}

/** Proposals, deadlines and digests depend on the time: a clock that is off by seconds shows. */
async function checkClock(db: Database, clock: Clock): Promise<Finding> {
  const before = clock.now().getTime();
  const [row] = await db.query<{ at: Date }>(sql`select clock_timestamp() as at`);
  const here = (before + clock.now().getTime()) / 2;
  const offMs = Math.round((row?.at.getTime() ?? here) - here);
  const detail = `${Math.abs(offMs)} ms away from that of the database`;
  return Math.abs(offMs) <= CLOCK_TOLERANCE_MS ? well('clock', detail) : warning('clock', detail, 'synchronise the clocks of both machines (NTP)');
}
