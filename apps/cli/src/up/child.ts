import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { OwnerBotError, type Deadline, type Service } from '@ownerbot/runtime';

const RESTART_FIRST_MS = 500;
const RESTART_CAP_MS = 30_000;
/** A child that ran this long starts its back-off anew. */
const STEADY_AFTER_MS = 60_000;
/** Room that a child gets between SIGTERM and SIGKILL when the whole deadline is longer. */
const KILL_MARGIN_MS = 500;

export interface ChildSpec {
  readonly name: string;
  /** The program, run by this same Node. */
  readonly script: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  /** How long it may take until it says that it is ready. */
  readonly readyWithinMs: number;
  /** Told about what a person should know: a line of severity error, a restart. */
  readonly notice: (text: string) => void;
}

/** A child ended before it was ready. Code `CHILD_FAILED`; the message holds what it printed last. */
export class ChildFailedError extends OwnerBotError {
  constructor(name: string, code: number | null, lines: readonly string[]) {
    super('CHILD_FAILED', { message: [`${name} did not start (exit code ${code ?? 'none'})`, ...lines].join('\n  '), fields: { name, code } });
  }
}

/**
 * One process of OwnerBot as a service: started in a process group of its own, so that Ctrl-C in the terminal reaches the
 * supervisor alone; started again with back-off when it dies; stopped by SIGTERM, then SIGKILL. A child whose supervisor
 * is gone sees its channel close and stops by itself.
 */
export function supervise(spec: ChildSpec): Service {
  let child: ChildProcess | undefined;
  let log: WriteStream | undefined;
  let isStopping = false;
  let restartDelayMs = RESTART_FIRST_MS;
  let restartTimer: NodeJS.Timeout | undefined;
  const lastLines: string[] = [];

  function launch(): ChildProcess {
    const startedAt = performance.now();
    const launched = spawn(process.execPath, ['--enable-source-maps', spec.script], {
      env: spec.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [launched.stdout, launched.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => keepLine(line));
    }
    launched.once('exit', (code, signal) => {
      if (isStopping || !hasBeenReady) return;
      if (performance.now() - startedAt > STEADY_AFTER_MS) restartDelayMs = RESTART_FIRST_MS;
      spec.notice(`${spec.name} ended (${signal ?? `exit code ${code}`}); starting it again in ${restartDelayMs} ms, log: ${spec.logFile}`);
      restartTimer = setTimeout(() => {
        child = launch();
      }, restartDelayMs);
      restartDelayMs = Math.min(restartDelayMs * 2, RESTART_CAP_MS);
    });
    return launched;
  }

  let hasBeenReady = false;

  function keepLine(line: string): void {
    log?.write(`${line}\n`);
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    if (hasBeenReady && line.includes('"level":"error"')) spec.notice(`${spec.name}: ${brief(line)}`);
  }

  return {
    name: spec.name,
    async start() {
      log = createWriteStream(spec.logFile, { flags: 'a' });
      child = launch();
      await untilReady(child, spec, lastLines);
      hasBeenReady = true;
    },
    async stop(deadline: Deadline) {
      isStopping = true;
      clearTimeout(restartTimer);
      if (child !== undefined) await end(child, Math.max(KILL_MARGIN_MS, deadline.remainingMs() - KILL_MARGIN_MS));
      log?.end();
    },
  };
}

function untilReady(child: ChildProcess, spec: ChildSpec, lastLines: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => {
      clearTimeout(timer);
      reject(new ChildFailedError(spec.name, code, lastLines.slice(-5).map(brief)));
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      failed(null);
    }, spec.readyWithinMs);
    child.once('exit', failed);
    child.on('message', (message) => {
      if (!isReadyMessage(message)) return;
      clearTimeout(timer);
      child.off('exit', failed);
      resolve();
    });
  });
}

function isReadyMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready';
}

async function end(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** A log line as a person reads it: the event and its message instead of JSON. */
function brief(line: string): string {
  try {
    const parsed = JSON.parse(line) as Record<string, unknown>;
    const error = parsed['error'] as { message?: string } | undefined;
    const parts = [parsed['event'], parsed['key'], parsed['found'], parsed['allowed'], parsed['message'], error?.message];
    return parts.filter((part) => typeof part === 'string').join(': ');
  } catch {
    return line;
  }
}
