import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { OwnerBotError, sleep, type Deadline, type Service } from '@ownerbot/runtime';

const READY_WITHIN_MS = 10_000;
const POLL_MS = 50;

/** A Redis was asked for without saying where, and none could be started. Code `LOCAL_REDIS_FAILED`. */
export class LocalRedisError extends OwnerBotError {
  constructor(message: string, cause?: unknown) {
    super('LOCAL_REDIS_FAILED', { message, cause });
  }
}

/**
 * A `redis-server` of our own on loopback, for `QUEUE_BACKEND=redis` without a Redis setting: append-only file on, nothing
 * is ever evicted, data in the home folder. Never the machine's own server.
 */
export function localRedis(options: { home: string; port: number }): Service {
  const folder = join(options.home, 'redis');
  let server: ChildProcess | undefined;
  return {
    name: 'redis',
    async start() {
      mkdirSync(folder, { recursive: true });
      const logFile = join(folder, 'redis.log');
      const log = openSync(logFile, 'a');
      const args = ['--port', String(options.port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''];
      const launched = spawn('redis-server', args, { detached: true, stdio: ['ignore', log, log] });
      server = launched;
      const failed = new Promise<never>((_resolve, reject) => {
        launched.once('error', (cause) => reject(new LocalRedisError('redis-server could not be run; install it (apt-get install redis-server) or set REDIS_URL', cause)));
        launched.once('exit', (code) => reject(new LocalRedisError(`redis-server ended with exit code ${code ?? 'none'}; see ${logFile}`)));
      });
      failed.catch(() => undefined);
      const waiting = new AbortController();
      try {
        await Promise.race([untilAnswering(options.port, waiting.signal), failed]);
      } finally {
        waiting.abort();
      }
    },
    async stop(deadline: Deadline) {
      if (server === undefined || server.exitCode !== null || server.pid === undefined) return;
      const running = server;
      await new Promise<void>((resolve) => {
        const hard = setTimeout(() => running.kill('SIGKILL'), Math.max(100, deadline.remainingMs() - 500));
        running.once('exit', () => {
          clearTimeout(hard);
          resolve();
        });
        running.kill('SIGTERM');
      });
    },
  };
}

/** Gives up when the signal fires, so that a server that could not be run does not keep us waiting. */
async function untilAnswering(port: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    if (signal.aborted || (await answersPing(port))) return;
    await sleep(POLL_MS, signal);
  }
  throw new LocalRedisError(`redis-server on port ${port} did not answer within ${READY_WITHIN_MS} ms`);
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const answer = (isUp: boolean) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.setTimeout(1_000, () => answer(false));
    socket.once('error', () => answer(false));
    socket.once('data', (chunk) => answer(chunk.toString().startsWith('+PONG')));
    socket.once('connect', () => socket.write('PING\r\n'));
  });
}
