import { codeOf, messageOf, SettingsError } from '../errors';
import type { Logger } from '../log/logger';
import { deadlineIn, withinMs } from '../timing';
import type { Service } from './service';

/** Exit codes of every process: 0 stopped when asked, 1 failed, 2 the environment is broken. */
export const EXIT = { ok: 0, failed: 1, environment: 2 } as const;

export interface RunOptions {
  readonly name: string;
  readonly log: Logger;
  /** In the order of starting; stopped in the reverse order. */
  readonly services: readonly Service[];
  /** How long stopping may take, in milliseconds. */
  readonly stopWithinMs: number;
}

export interface Running {
  /** Stops everything within the deadline; calling it again returns the same promise. */
  stop(): Promise<void>;
}

/** Starts services in order. When one fails, those that run are stopped and the error is thrown. */
export async function startServices(options: RunOptions): Promise<Running> {
  const started: Service[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopServices(started, options));
  for (const one of options.services) {
    started.push(one);
    try {
      await one.start();
    } catch (error) {
      await stop();
      throw error;
    }
  }
  return { stop };
}

async function stopServices(started: readonly Service[], { log, stopWithinMs }: RunOptions): Promise<void> {
  const deadline = deadlineIn(stopWithinMs);
  for (const one of [...started].reverse()) {
    try {
      await withinMs(`stopping ${one.name}`, Math.max(100, deadline.remainingMs()), one.stop(deadline));
    } catch (error) {
      log.error('service_stop_failed', { service: one.name, error });
    }
  }
}

/**
 * The whole life of a process: `assemble` reads the settings and builds the parts, then they start, and SIGTERM or SIGINT
 * stops them within the deadline. Sets the exit code and ends the process; a second signal ends it at once.
 */
export async function runProcess(assemble: () => Promise<RunOptions> | RunOptions): Promise<void> {
  let options: RunOptions;
  try {
    options = await assemble();
  } catch (error) {
    failStart(error);
    return;
  }
  const { log, name } = options;
  let running: Running | undefined;
  const end = async (signal: string) => {
    log.info('stopping', { signal });
    await running?.stop();
    log.info('stopped', {});
    process.exit(EXIT.ok);
  };
  onSignals((signal, again) => {
    if (again) process.exit(EXIT.failed);
    void end(signal);
  });
  // A child whose supervisor died sees its channel close: without this it would run on unseen.
  if (process.send !== undefined) process.on('disconnect', () => void end('disconnect'));
  process.on('uncaughtException', (error) => {
    log.error('uncaught_exception', { error });
    process.exit(EXIT.failed);
  });
  process.on('unhandledRejection', (error) => {
    log.error('unhandled_rejection', { error: error instanceof Error ? error : messageOf(error) });
    process.exit(EXIT.failed);
  });
  try {
    running = await startServices(options);
    log.info('ready', { name, pid: process.pid });
    process.send?.({ type: 'ready', name });
  } catch (error) {
    log.error('start_failed', { error });
    process.exit(EXIT.failed);
  }
}

function onSignals(handle: (signal: string, again: boolean) => void): void {
  let seen = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      const again = seen;
      seen = true;
      handle(signal, again);
    });
  }
}

/** Prints why the start was refused: one JSON line a finding for settings, one line otherwise. */
function failStart(error: unknown): void {
  const lines =
    error instanceof SettingsError
      ? error.findings.map((finding) => ({ level: 'error', event: 'setting_refused', ...finding }))
      : [{ level: 'error', event: 'start_failed', code: codeOf(error), message: messageOf(error) }];
  for (const line of lines) process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);
  process.exitCode = error instanceof SettingsError ? EXIT.environment : EXIT.failed;
  setImmediate(() => process.exit());
}
