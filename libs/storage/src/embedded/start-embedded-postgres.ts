import { spawn } from 'node:child_process';
import { open, readFile, rename } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgresError } from '../errors';
import { ownFolder } from './folder-owner';
import { initCluster, SUPERUSER } from './init-cluster';
import { choosePlace, type Place } from './place';
import { findPostmaster, stopPostmaster, type Postmaster } from './postmaster';
import { serverUser, type ServerUser } from './server-user';
import { diskFull, explained, portTaken, startFailure } from './start-failure';

export interface EmbeddedPostgresOptions {
  /** Folder for the data, the password and the log; made when missing. */
  readonly folder: string;
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** Database that is made when missing; default `ownerbot`. */
  readonly database?: string;
  /** `false` gives up safety on power loss for speed; for tests alone. */
  readonly durable?: boolean;
  readonly startTimeoutMs?: number;
  /** Told what a person should know: where data went, that a running server was taken over. */
  readonly onNote?: (text: string) => void;
}

export interface EmbeddedPostgres {
  readonly port: number;
  readonly pid: number;
  /** Where the data really is. */
  readonly folder: string;
  /** Connection string of the database, or of another one of this server. Holds the password. */
  url(database?: string): string;
  /** Makes another database when it is missing; its connection string. */
  addDatabase(name: string): Promise<string>;
  /** Stops the server: politely for `politeMs` (10 s), then at once. */
  stop(politeMs?: number): Promise<void>;
  /** Lets the server run on without us. */
  leave(): Promise<void>;
}

/**
 * Starts PostgreSQL from the npm packages, in a session of its own: Ctrl-C in the terminal reaches our processes, which
 * finish their work before they stop it. A server that a killed start left running is taken over.
 * Throws EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const note = options.onNote ?? (() => undefined);
  try {
    const user = await serverUser(note);
    return await startIn(await choosePlace(options.folder, user, note), user, options, note);
  } catch (error) {
    throw await explained(error, options.folder);
  }
}

async function startIn(place: Place, user: ServerUser, options: EmbeddedPostgresOptions, note: (text: string) => void): Promise<EmbeddedPostgres> {
  const disown = await ownFolder(place.folder);
  try {
    const password = await initCluster(place, user, options.durable ?? true);
    const server = (await takeOver(place, options, note)) ?? (await startServer(place, user, options));
    const database = options.database ?? 'ownerbot';
    const url = (name = database) => `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${name}`;
    await makeDatabase(url('postgres'), database);
    return {
      port: server.port,
      pid: server.pid,
      folder: place.folder,
      url,
      addDatabase: async (name) => {
        await makeDatabase(url('postgres'), name);
        return url(name);
      },
      stop: async (politeMs = 10_000) => {
        await stopPostmaster(server.pid, politeMs);
        await disown();
      },
      leave: disown,
    };
  } catch (error) {
    await disown();
    throw error;
  }
}

/** A server of this folder that still runs is used when it fits, else stopped. */
async function takeOver(place: Place, options: EmbeddedPostgresOptions, note: (text: string) => void): Promise<Postmaster | undefined> {
  const found = await findPostmaster(place.data);
  if (!found) return undefined;
  if (found.isReady && (!options.port || options.port === found.port)) {
    note(`took over the running Postgres of ${place.folder} (process ${found.pid}, port ${found.port})`);
    return found;
  }
  await stopPostmaster(found.pid, 10_000);
  return undefined;
}

async function startServer(place: Place, user: ServerUser, options: EmbeddedPostgresOptions): Promise<Postmaster> {
  if (options.port && !(await isFree(options.port))) throw portTaken(options.port);
  const until = performance.now() + (options.startTimeoutMs ?? 60_000);
  for (;;) {
    const port = options.port || (await pickPort());
    const failure = await launch(place, user, port, options.durable ?? true, until);
    if (!(failure instanceof Error)) return failure;
    // Another program took the free port first, or the last children of a killed server have not ended yet.
    const passes = (failure.code === 'PORT_TAKEN' && !options.port) || /shared memory block|is another postmaster/i.test(failure.message);
    if (!passes || performance.now() > until) throw failure;
    await delay(200);
  }
}

async function launch(place: Place, user: ServerUser, port: number, durable: boolean, until: number): Promise<Postmaster | EmbeddedPostgresError> {
  const logFile = path.join(place.folder, 'postgres.log');
  await rename(logFile, `${logFile}.1`).catch(() => undefined);
  const log = await open(logFile, 'a', 0o600);
  const flags = Object.entries(serverSettings(port, durable)).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const child = spawn(path.join(place.native, 'bin', 'postgres'), ['-D', place.data, ...flags], {
    ...user,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  let ended: Error | 'ended' | undefined;
  child.once('error', (error) => (ended = error));
  child.once('exit', () => (ended ??= 'ended'));
  child.unref();
  await log.close();
  for (;;) {
    if (ended !== undefined) {
      const said = ended === 'ended' ? await readFile(logFile, 'utf8') : ended.message;
      return startFailure('postgres', said, place.folder, port);
    }
    const server = await findPostmaster(place.data);
    if (server?.isReady && server.pid === child.pid) return server;
    if (performance.now() > until) {
      if (child.pid !== undefined) await stopPostmaster(child.pid, 1000);
      return new EmbeddedPostgresError('START_FAILED', `Postgres in ${place.folder} was not ready in time; see ${logFile}`);
    }
    await delay(25);
  }
}

function serverSettings(port: number, durable: boolean): Record<string, string | number> {
  const safe = {
    listen_addresses: '127.0.0.1',
    port,
    // A socket file would need a short path that both users can enter; loopback with a password needs nothing.
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    log_checkpoints: 'off',
  };
  return durable ? safe : { ...safe, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: 0 };
}

async function makeDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if ((error as { code?: string }).code === '53100') throw diskFull(name, error);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function pickPort(): Promise<number> {
  return listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const taken = (probe.address() as AddressInfo).port;
      probe.close(() => resolve(taken));
    });
  });
}
