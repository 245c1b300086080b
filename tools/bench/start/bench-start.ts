import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { repoRoot } from '@ownerbot/testing';
import { median, rounded, type BenchResult } from '../parts/figures';
import { tell } from '../parts/tell';
import type { Run } from '../plan';

const READY = 'ownerbot ready';
const WITHIN_MS = 180_000;
const ANY_PORTS = Object.fromEntries(['SANDBOX_PORT', 'INGEST_PORT', 'WORKER_PORT', 'NOTIFIER_PORT', 'CONSOLE_PORT', 'SIM_PORT', 'SIM_CONTROL_PORT'].map((key) => [key, '0']));

/** `npm start` on a machine that has run it before: from the command to the line that says that everything is ready. */
export async function benchStart({ rounds }: Run): Promise<BenchResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ownerbot-bench-start-'));
  try {
    // Postgres refuses root and runs as a user of its own, which must be able to enter.
    await chmod(folder, 0o755);
    const firstMs = await startOnce(path.join(folder, 'home'));
    const warmMs: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const ms = await startOnce(path.join(folder, 'home'));
      tell(`round ${round}: ready after ${(ms / 1_000).toFixed(1)} s`);
      warmMs.push(ms);
    }
    return {
      name: 'start',
      backend: 'postgres',
      updates: 1,
      rounds,
      facts: { 'warm, s': rounded(median(warmMs) / 1_000), 'the first one, with a new database, s': rounded(firstMs / 1_000) },
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Starts it, and stops it as Ctrl-C does. */
async function startOnce(home: string): Promise<number> {
  const begunAt = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: repoRoot(),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], OWNERBOT_HOME: home, ...ANY_PORTS },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C goes to all that the terminal started.
    detached: true,
  });
  const ended = once(child, 'close');
  const lines: string[] = [];
  try {
    return await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not ready within ${WITHIN_MS} ms:\n${lines.join('\n')}`)), WITHIN_MS);
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          lines.push(line);
          if (!line.startsWith(READY)) return;
          clearTimeout(timer);
          resolve(performance.now() - begunAt);
        });
      }
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`ended with ${code ?? 'a signal'}:\n${lines.join('\n')}`));
      });
    });
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}
