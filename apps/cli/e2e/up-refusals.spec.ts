import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { leakCheck, testDatabase } from '@ownerbot/testing';
import { ownerbot, SECRETS, type Ownerbot, type Ran } from './support/run-ownerbot';

const ANY_PORTS = { SANDBOX_PORT: '0', INGEST_PORT: '0', WORKER_PORT: '0', NOTIFIER_PORT: '0', CONSOLE_PORT: '0', SIM_PORT: '0', SIM_CONTROL_PORT: '0' };

jest.setTimeout(120_000);

let command: Ownerbot;
beforeEach(async () => {
  command = await ownerbot();
});
afterEach(() => command.remove());

/** What the person sees: the lines that say that something is wrong. */
const complaints = ({ err }: Ran) => err.split('\n').filter((line) => line.startsWith('✗'));

/** The one line, exit code 2, and nothing of ours left running. */
async function expectRefused(ran: Ran, line: RegExp): Promise<void> {
  expect(complaints(ran)).toEqual([expect.stringMatching(line)]);
  expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: '' });
  expect(await command.leftRunning()).toEqual([]);
}

test('npm start says which port is taken and which key changes it, before it starts anything', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const ran = await command.start({ ...ANY_PORTS, WORKER_PORT: String(port) });
  await expectRefused(ran, new RegExp(`^✗ 127\\.0\\.0\\.1:${port} is taken by another program; stop it or set WORKER_PORT to another port .*\\(PORT_TAKEN\\)$`));
  expect(ran.err).not.toContain('Postgres');
  holder.close();
  await once(holder, 'close');
});

test('npm start refuses a data folder of another Postgres version with what to do, and leaves it alone', async () => {
  const data = path.join(command.folder, 'home', 'postgres', 'data');
  await mkdir(data, { recursive: true });
  await writeFile(path.join(data, 'PG_VERSION'), '15\n');
  await expectRefused(await command.start(ANY_PORTS), /^✗ the data in .* was made by PostgreSQL 15, and this version brings PostgreSQL 18; .*\(DATA_VERSION_MISMATCH\)$/);
});

test('npm start says that the database it was told of is away, without the password', async () => {
  const ran = await command.start({ ...ANY_PORTS, DATABASE_URL: `postgres://owner:${SECRETS.databasePassword}@127.0.0.1:1/shop` });
  expect(complaints(ran).join('\n')).toContain('STORE_UNAVAILABLE');
  expect(ran.code).not.toBe(0);
  expect(await command.leftRunning()).toEqual([]);
});

test('npm start tells every setting that does not fit, masked', async () => {
  const ran = await command.start({ ...ANY_PORTS, BOT_TOKEN: SECRETS.webhookSecret, TELEGRAM_MODE: 'pigeon' });
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(/✗ The settings do not fit:\n(.*\n)* {2}BOT_TOKEN: found .*\n/);
  expect(ran.err).toMatch(/ {2}TELEGRAM_MODE: found .*pigeon.*; allowed: .*polling/);
  expect(await command.leftRunning()).toEqual([]);
});

test('npm start says what is missing when there is no redis-server for the queues', async () => {
  const nothing = path.join(command.folder, 'bin');
  await mkdir(nothing);
  const store = await testDatabase();
  const ran = await command.run(['up'], { ...ANY_PORTS, QUEUE_BACKEND: 'redis', DATABASE_URL: store.url, PATH: nothing });
  await store.drop();
  await expectRefused(ran, /redis-server could not be run; install it .*\(LOCAL_REDIS_FAILED\)$/);
});

/** A disk of 24 MB, too small for a database. False where we may not mount one. */
function mountSmallDisk(folder: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=755', 'tmpfs', folder]).status === 0;
}

function mayMount(): boolean {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ownerbot-disk-'));
  const isMounted = mountSmallDisk(folder);
  if (isMounted) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return isMounted;
}

// A really full disk needs the right to mount one; how its errors are told apart is tested in storage, everywhere.
if (mayMount()) {
  test('npm start says that the disk is full, and how much the database needs', async () => {
    const home = path.join(command.folder, 'home');
    await mkdir(home);
    expect(mountSmallDisk(home)).toBe(true);
    try {
      await expectRefused(await command.start(ANY_PORTS), /^✗ the disk of .* is full; free some space .*\(DISK_FULL\)$/);
    } finally {
      spawnSync('umount', ['-l', home]);
    }
  });
}

leakCheck();
