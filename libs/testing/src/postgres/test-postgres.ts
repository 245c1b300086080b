import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@ownerbot/storage';
import { repoRoot } from '../repo-root';
import { withFileLock } from './file-lock';
import { startKeeper } from './start-keeper';

export interface TestPostgres {
  /** Connection string of a database of the server. */
  url(database: string): string;
  /** A statement on the database `postgres`. */
  admin(text: string): Promise<void>;
}

// Long enough for the next `npx jest` of a person at work, short enough to leave no server behind.
const IDLE_MS = 20_000;

/**
 * The one Postgres that all tests of this clone share, in however many processes: started by the first that needs it,
 * stopped by its keeper when none is left. It gives up durability for speed. Faults are tested on `controlledPostgres`.
 */
export async function testPostgres(): Promise<TestPostgres> {
  const key = createHash('sha256').update(repoRoot()).digest('hex').slice(0, 8);
  const state = path.join(os.tmpdir(), `ownerbot-test-postgres-${process.getuid?.() ?? 0}-${key}`);
  await mkdir(path.join(state, 'users'), { recursive: true, mode: 0o755 });
  await writeFile(path.join(state, 'users', String(process.pid)), '');
  const template = await withFileLock(path.join(state, 'lock'), async () => (await running(state)) ?? (await start(state)));
  const url = (database: string): string => template.replace(/\/[^/]*$/, `/${database}`);
  return { url, admin: (text) => onServer(url('postgres'), text) };
}

async function running(state: string): Promise<string | undefined> {
  try {
    const { url } = JSON.parse(await readFile(path.join(state, 'server.json'), 'utf8')) as { url: string };
    await onServer(url, 'select 1');
    return url;
  } catch {
    return undefined;
  }
}

async function start(state: string): Promise<string> {
  const folder = path.join(state, 'server');
  // Without durability a server that was killed may have left anything.
  await rm(folder, { recursive: true, force: true });
  const server = await startEmbeddedPostgres({ folder, durable: false });
  await server.leave();
  const url = server.url('postgres');
  await writeFile(path.join(state, 'server.json'), JSON.stringify({ url, pid: server.pid }), { mode: 0o600 });
  startKeeper(state, IDLE_MS);
  return url;
}

async function onServer(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => undefined);
  }
}
