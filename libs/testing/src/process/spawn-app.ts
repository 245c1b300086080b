import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { withFileLock } from '../postgres/file-lock';
import { repoRoot } from '../repo-root';

export interface AppOptions {
  /** Path of the program in `dist` without its ending, e.g. `apps/worker/src/main`. */
  readonly program: string;
  /** Another build than `dist`, relative to the root. */
  readonly build?: string;
  readonly args?: readonly string[];
  /** The whole environment but PATH and HOME: nothing else of the test's own is handed down. */
  readonly env?: Readonly<Record<string, string>>;
  /** A line of its output that says that it is ready. */
  readonly ready?: RegExp;
  readonly readyTimeoutMs?: number;
}

export interface RunningApp {
  readonly pid: number;
  /** All lines printed so far, stdout and stderr. */
  lines(): readonly string[];
  /** The first line, printed already or yet to come, that matches. Rejects when the process ends first or time runs out. */
  waitForLine(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Resolves when the process has ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Asks it to stop, as an operator would, and waits for its end; after `withinMs` it is killed. */
  stop(withinMs?: number): Promise<number | NodeJS.Signals>;
  /** SIGKILL, and waits for its end. */
  kill(): Promise<void>;
}

let built: Promise<void> | undefined;
let running: Set<ChildProcess> | undefined;

/** Brings `dist` up to date with the sources, once in a process and never in two at the same time. */
export function buildOnce(): Promise<void> {
  built ??= withFileLock(path.join(os.tmpdir(), `ownerbot-build-${process.getuid?.() ?? 0}.lock`), async () => {
    const { build } = createRequire(__filename)(path.join(repoRoot(), 'tools', 'build.cjs')) as { build(): Promise<number> };
    await build();
  });
  return built;
}

/** Nothing that was begun outlives whoever began it, however that ends, short of a SIGKILL. */
function endsWithUs(child: ChildProcess): void {
  if (running === undefined) {
    const children = (running = new Set<ChildProcess>());
    process.once('exit', () => children.forEach((one) => one.kill('SIGKILL')));
  }
  const children = running;
  children.add(child);
  child.once('close', () => children.delete(child));
}

/** Runs one of our programs as a real process, as it runs in production, but for its source maps: reading them is a third of its start. */
export async function spawnApp(options: AppOptions): Promise<RunningApp> {
  await buildOnce();
  const root = repoRoot();
  const child = spawn(process.execPath, [path.join(root, options.build ?? 'dist', `${options.program}.js`), ...(options.args ?? [])], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endsWithUs(child);
  const lines: string[] = [];
  const printed = new EventEmitter().setMaxListeners(0);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      printed.emit('line', line);
    });
  }
  const ended = once(child, 'close').then(([code, signal]: (number | NodeJS.Signals | null)[]) => code ?? signal ?? 1) as Promise<number | NodeJS.Signals>;
  if (child.pid === undefined) {
    throw new Error(`${options.program} could not be started`, { cause: await once(child, 'error').catch((error: unknown) => error) });
  }
  const app: RunningApp = {
    pid: child.pid,
    lines: () => lines,
    ended,
    waitForLine: (pattern, timeoutMs = 30_000) => {
      const known = lines.find((line) => pattern.test(line));
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        const settle = (finish: () => void): void => {
          clearTimeout(timer);
          printed.off('line', look);
          finish();
        };
        const fail = (why: string): void => settle(() => reject(new Error(`${options.program}: ${why} before ${pattern}\n${lines.slice(-30).join('\n')}`)));
        const look = (line: string): void => {
          if (pattern.test(line)) settle(() => resolve(line));
        };
        const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs);
        printed.on('line', look);
        void ended.then((how) => fail(`ended with ${how}`));
      });
    },
    stop: async (withinMs = 20_000) => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
      return ended.finally(() => clearTimeout(timer));
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  if (options.ready) {
    await app.waitForLine(options.ready, options.readyTimeoutMs).catch(async (error: unknown) => {
      await app.kill();
      throw error;
    });
  }
  return app;
}
