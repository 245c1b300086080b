import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { buildOnce, repoRoot } from '@ownerbot/testing';

/** Values that no output may ever hold; every run is looked through for them. */
export const SECRETS = {
  token: '110201543:a-token-that-nobody-may-see-0000000',
  databasePassword: 'database-password-that-nobody-may-see',
  redisPassword: 'redis-password-that-nobody-may-see',
  webhookSecret: 'webhook-secret-that-nobody-may-see',
} as const;

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON. */
  json<T>(): T;
}

export interface Ownerbot {
  /** An empty folder: the working folder of every run, and where `OWNERBOT_HOME` lies unless said otherwise. */
  readonly folder: string;
  /** Runs the built command with this environment alone, until it ends. Fails when a secret shows. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** `npm start`: the same through the program of the clone, which looks after packages and the build first. */
  start(env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Processes that were started for this folder and still run, as the operating system names them. Linux alone knows. */
  leftRunning(): Promise<string[]>;
  remove(): Promise<void>;
}

/** The `ownerbot` command as a process of its own, away from the settings and the `.env` of whoever runs the tests. */
export async function ownerbot(): Promise<Ownerbot> {
  await buildOnce();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-cli-'));
  // Postgres refuses root and runs as a user of its own, which must be able to enter.
  await chmod(folder, 0o755);
  async function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
    const child = spawn(process.execPath, [path.join(repoRoot(), program), ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], OWNERBOT_HOME: path.join(folder, 'home'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close') as Promise<[number | null]>]);
    for (const secret of Object.values(SECRETS)) expect(`${out}\n${err}`).not.toContain(secret);
    return { code, out, err, json: <T>() => JSON.parse(out) as T };
  }
  return {
    folder,
    run: (args, env = {}) => run(path.join('dist', 'apps', 'cli', 'src', 'main.js'), args, env),
    start: (env = {}) => run(path.join('tools', 'ownerbot.cjs'), ['up'], env),
    leftRunning: () => processesOf(folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Command lines of the processes whose command line or environment holds the folder. */
async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const told = await Promise.all(pids.map((pid) => Promise.all(['cmdline', 'environ'].map((file) => readFile(path.join('/proc', pid, file), 'utf8').catch(() => '')))));
  return told.filter((parts) => parts.some((part) => part.includes(folder))).map(([commandLine = '']) => commandLine.replaceAll('\0', ' '));
}
