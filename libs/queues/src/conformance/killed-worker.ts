import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { repoRoot } from '@ownerbot/testing';
import type { QueueConfig } from '../index';
import { until } from './support';

/** A real process takes the first job of the inbox and gets SIGKILL. */
export async function killedAtFirstJob(settings: QueueConfig): Promise<void> {
  const child = spawn(process.execPath, ['--require', path.join(repoRoot(), 'tools/swc-register.cjs'), path.join(__dirname, 'worker-process.ts'), JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  await until('the worker process to begin a job', () => lines.some((line) => line.startsWith('began')), 30_000);
  const ended = once(child, 'close');
  child.kill('SIGKILL');
  await ended;
}
