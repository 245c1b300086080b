import { sql, type Db, type Sql } from '@ownerbot/storage';

/** A statement without values. */
export function plain(text: string): Sql {
  return { text, values: [], isSql: true };
}

const named = (role: string): string => `"${role.replaceAll('"', '""')}"`;

/** Makes the role that OwnerBot reads with, or makes the known one again what it should be. */
export async function makeRole(db: Db, role: string, password: string): Promise<void> {
  const known = await db.query(sql`select 1 as known from pg_roles where rolname = ${role}`);
  if (known.length === 0) await db.query(plain(`create role ${named(role)}`));
  const secret = `'${password.replaceAll("'", "''")}'`;
  await db.query(plain(`alter role ${named(role)} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit -1 password ${secret}`));
}

/** `USAGE` on the views' schema and `SELECT` on its views; `grant_write` gives it what it must never have. */
export function grantsSql(role: string, writes: boolean): string[] {
  return [
    `grant usage on schema ownerbot_v1 to ${named(role)}`,
    `grant select on all tables in schema ownerbot_v1 to ${named(role)}`,
    ...(writes ? [`grant update on all tables in schema ownerbot_v1 to ${named(role)}`] : []),
  ];
}

/** Refuses its logins as a server does that has no room, and ends its sessions; or lets it in again. */
export async function shutOut(db: Db, role: string, isOut: boolean): Promise<void> {
  await db.query(plain(`alter role ${named(role)} connection limit ${isOut ? 0 : -1}`));
  if (isOut) await db.query(sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role} and datname = current_database()`);
}
