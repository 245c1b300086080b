import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort, leakCheck } from '@ownerbot/testing';
import { openDatabase } from '../db/db';
import { sql } from '../db/sql';
import { makeLinks } from './binaries';
import { isAlive } from './processes';
import { runningEmbeddedPostgres } from './running-embedded-postgres';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start-embedded-postgres';
import { startFailure } from './start-failure';

let home: string;
let notes: string[];
let running: EmbeddedPostgres | undefined;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'ownerbot-embedded-'));
  chmodSync(home, 0o755);
  notes = [];
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(home, { recursive: true, force: true });
});

async function start(more: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ folder: path.join(home, 'postgres'), durable: false, onNote: (note) => notes.push(note), ...more });
  return running;
}

async function answer<Row extends object>(server: EmbeddedPostgres, text: string): Promise<Row[]> {
  const db = openDatabase({ url: server.url(), applicationName: 'test' });
  return db.query<Row>({ ...sql``, text }).finally(() => db.close());
}

test('it starts from nothing, keeps its data between runs, and its password to its user', async () => {
  const first = await start({ durable: true });
  await answer(first, 'create table kept (id integer)');
  expect(await answer(first, `select current_setting('server_encoding') as encoding, current_setting('max_connections') as connections, datlocale as locale, current_setting('fsync') as fsync
    from pg_database where datname = current_database()`)).toEqual([{ encoding: 'UTF8', connections: '200', locale: 'C.UTF-8', fsync: 'on' }]);
  expect(statSync(path.join(first.folder, 'password')).mode & 0o777).toBe(0o600);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await start({ durable: true });
  expect(await answer(second, 'select * from kept')).toEqual([]);
});

test('the server is in a session of its own, so that Ctrl-C reaches our processes first', async () => {
  const { pid } = await start();
  const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  expect(group).toBe(String(pid));
});

test('a server that a killed start left running is taken over', async () => {
  const first = await start();
  await first.leave();
  const second = await start();
  expect(second.pid).toBe(first.pid);
  expect(notes.join()).toContain('took over the running Postgres');
});

test('a server left running on another port than the wanted one is replaced', async () => {
  const first = await start();
  await first.leave();
  const second = await start({ port: await freePort() });
  expect(second.pid).not.toBe(first.pid);
  expect(isAlive(first.pid)).toBe(false);
});

test('a server that was killed is started again on what it left', async () => {
  const first = await start({ durable: true });
  await answer(first, 'create table kept (id integer)');
  process.kill(first.pid, 'SIGKILL');
  await first.leave();
  const second = await start({ durable: true });
  expect(await answer(second, 'select * from kept')).toEqual([]);
});

test('the pid file of a server whose number belongs to another program now is no obstacle', async () => {
  const first = await start();
  await first.stop();
  writeFileSync(path.join(first.folder, 'data', 'postmaster.pid'), `${process.pid}\n${first.folder}\n0\n5432\n\n127.0.0.1\n\nready   \n`);
  const second = await start();
  expect(second.pid).not.toBe(process.pid);
});

test('a folder that a living process uses is refused; others may ask where its server is', async () => {
  expect(await runningEmbeddedPostgres(path.join(home, 'postgres'))).toBeUndefined();
  const first = await start();
  await expect(startEmbeddedPostgres({ folder: path.join(home, 'postgres') })).rejects.toMatchObject({ code: 'FOLDER_IN_USE' });
  expect(await runningEmbeddedPostgres(path.join(home, 'postgres'))).toBe(first.url());
});

test('the mark of a process that is gone does not count', async () => {
  const first = await start();
  await first.stop();
  writeFileSync(path.join(first.folder, 'owner.json'), JSON.stringify({ pid: process.pid, start: 'another start' }));
  await start();
});

test('data of another version of Postgres is refused with what to do, and left alone', async () => {
  const first = await start();
  await first.stop();
  const versionFile = path.join(first.folder, 'data', 'PG_VERSION');
  writeFileSync(versionFile, '17\n');
  await expect(start()).rejects.toMatchObject({ code: 'DATA_VERSION_MISMATCH', message: expect.stringMatching(/made by PostgreSQL 17.* brings PostgreSQL 18.*DATABASE_URL.*mv /s) as string });
  expect(readFileSync(versionFile, 'utf8')).toBe('17\n');
});

test('a port that is taken is refused by its number', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(start({ port })).rejects.toMatchObject({ code: 'PORT_TAKEN', message: expect.stringContaining(`port ${port} of 127.0.0.1`) as string });
  await new Promise((resolve) => other.close(resolve));
});

test('a lost password is told, not replaced by an empty database', async () => {
  const first = await start();
  await first.stop();
  rmSync(path.join(first.folder, 'password'));
  await expect(start()).rejects.toMatchObject({ code: 'PASSWORD_MISSING' });
});

test('a folder that the server cannot enter is replaced by one that it can, for good', async () => {
  const closed = path.join(home, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const isRoot = process.getuid?.() === 0;
  const first = await start({ folder: path.join(closed, 'postgres') });
  await answer(first, 'create table kept (id integer)');
  expect(first.folder.startsWith(closed)).toBe(!isRoot);
  expect(notes.some((note) => note.includes('cannot enter'))).toBe(isRoot);
  await first.stop();
  // The way is free now, but the data is where it was made.
  chmodSync(closed, 0o755);
  const second = await start({ folder: path.join(closed, 'postgres') });
  expect(second.folder).toBe(first.folder);
  expect(await answer(second, 'select * from kept')).toEqual([]);
  expect(await runningEmbeddedPostgres(path.join(closed, 'postgres'))).toBe(second.url());
  await second.stop();
  rmSync(second.folder, { recursive: true, force: true });
});

test('a full disk and other failures are told apart by what Postgres prints', () => {
  expect(startFailure('initdb', 'initdb: error: could not write to file "x": No space left on device', '/data', 0)).toMatchObject({
    code: 'DISK_FULL', message: 'the disk of /data is full; free some space (the database needs 100 MB at least) and start again',
  });
  expect(startFailure('postgres', 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', '/data', 5)).toMatchObject({ code: 'PORT_TAKEN' });
  expect(startFailure('postgres', 'FATAL:  something\nHINT:  else', '/data', 5)).toMatchObject({ code: 'START_FAILED', message: 'postgres failed in /data: FATAL:  something | HINT:  else' });
});

test('links between libraries that npm did not make are made, also twice', async () => {
  const native = path.join(home, 'package', 'native');
  mkdirSync(path.join(native, 'lib'), { recursive: true });
  writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), '');
  writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]));
  await makeLinks(native);
  await makeLinks(native);
  expect(lstatSync(path.join(native, 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true);
  expect(readlinkSync(path.join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(existsSync(path.join(native, 'lib', 'libpq.so.5'))).toBe(true);
});

leakCheck();
