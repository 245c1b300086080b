import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './net/free-port';
import { startKeeper } from './postgres/start-keeper';
import { waitFor } from './wait-for';

export interface RedisOptions {
  /** Keep an append-only file, so that a restart finds what was there: `everysec` by default when true. */
  readonly appendonly?: boolean | 'always' | 'everysec';
  /** One node that owns every slot of a cluster. */
  readonly cluster?: boolean;
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
  /** Stops it and removes its files. */
  remove(): Promise<void>;
}

const SLOTS = 16_384;

/** Needs `redis-server` ≥ 6.2 on the PATH. */
export async function startRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const state = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-redis-'));
  await mkdir(path.join(state, 'users'));
  await writeFile(path.join(state, 'users', String(process.pid)), '');
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    if (child !== undefined) return;
    const started = spawn('redis-server', argumentsOf(options, state, port), { stdio: 'ignore' });
    child = started;
    await writeFile(path.join(state, 'server.json'), JSON.stringify({ pid: started.pid }));
    const exited = once(started, 'exit').then(([code]) => {
      throw new Error(`redis-server ended with code ${String(code)}`);
    });
    const up = waitFor(async () => (await command(port, 'PING').catch(() => '')).startsWith('+PONG'), { what: 'redis-server to answer', timeoutMs: 15_000 });
    exited.catch(() => undefined);
    await Promise.race([up, exited]);
    if (options.cluster === true) {
      await command(port, `CLUSTER ADDSLOTSRANGE 0 ${SLOTS - 1}`);
      await waitFor(async () => (await command(port, 'CLUSTER INFO')).includes('cluster_state:ok'), { what: 'the cluster to be ready' });
    }
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
    async remove() {
      await end('SIGKILL');
      await rm(state, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function argumentsOf({ appendonly = false, cluster = false }: RedisOptions, folder: string, port: number): string[] {
  return [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--maxmemory-policy', 'noeviction'],
    ...(appendonly === false ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', appendonly === true ? 'everysec' : appendonly]),
    ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : []),
  ];
}

/** One command on a connection of its own, and what came back; without a client library. */
function command(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.write(`${line}\r\n`);
  });
}
