import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../net/free-port';
import { startKeeper } from '../postgres/start-keeper';
import { waitFor } from '../wait-for';
import { sendCommand } from './send-command';

export interface RedisOptions {
  /** Keep an append-only file, so that a restart finds what was there: `everysec` by default when true. */
  readonly appendonly?: boolean | 'always' | 'everysec';
  /** More settings of the server, as on its command line. */
  readonly settings?: readonly string[];
  /** Makes it a sentinel with this configuration. */
  readonly sentinel?: string;
  /** Must be free; any free port otherwise. */
  readonly port?: number;
}

/** A real redis-server of one test's own, on a free port of loopback and in a folder of its own. Never the machine's. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
  /** In good order (SIGTERM). */
  stop(): Promise<void>;
  /** As a power cut would (SIGKILL). */
  kill(): Promise<void>;
  /** It stands still (SIGSTOP): it answers nobody, and its connections stay. */
  freeze(): void;
  thaw(): void;
  /** One command, and what came back as Redis writes it. */
  command(line: string): Promise<string>;
  /** Stops it and removes its files. */
  remove(): Promise<void>;
}

const SENTINEL_FILE = 'sentinel.conf';

/** Needs `redis-server` ≥ 6.2 on the PATH. */
export async function startRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const state = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-redis-'));
  await mkdir(path.join(state, 'users'));
  await writeFile(path.join(state, 'users', String(process.pid)), '');
  const port = options.port ?? (await freePort());
  if (options.sentinel !== undefined) await writeFile(path.join(state, SENTINEL_FILE), options.sentinel);
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    if (child !== undefined) return;
    const started = spawn('redis-server', argumentsOf(options, state, port), { stdio: 'ignore' });
    child = started;
    await writeFile(path.join(state, 'server.json'), JSON.stringify({ pid: started.pid }));
    const exited = once(started, 'exit').then(([code]) => {
      throw new Error(`redis-server ended with code ${String(code)}`);
    });
    const up = waitFor(async () => (await sendCommand(port, 'PING').catch(() => '')).startsWith('+PONG'), { what: 'redis-server to answer', timeoutMs: 15_000 });
    exited.catch(() => undefined);
    await Promise.race([up, exited]);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null) return;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
  }

  await start();
  startKeeper(state, 0);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    command: (line) => sendCommand(port, line),
    async remove() {
      await end('SIGKILL');
      await rm(state, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function argumentsOf({ appendonly = false, settings = [], sentinel }: RedisOptions, folder: string, port: number): string[] {
  const address = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  if (sentinel !== undefined) return [path.join(folder, SENTINEL_FILE), '--sentinel', ...address];
  return [
    ...address,
    ...['--save', '', '--maxmemory-policy', 'noeviction'],
    ...(appendonly === false ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', appendonly === true ? 'everysec' : appendonly]),
    ...settings,
  ];
}
