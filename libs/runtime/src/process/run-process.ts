import { codeOf, messageOf, SettingsError, StartRefusedError } from '../errors';
import { describe } from '../log/describe';
import type { Logger } from '../log/logger';
import { redactor } from '../log/redact';
import { createLifecycle, type RunOptions } from './lifecycle';
import { openLibraries } from './open-libraries';
import { onStopSignals } from './stop-signals';

/** Exit codes of every process: 0 stopped when asked, 1 failed, 2 the environment is broken. */
export const EXIT = { ok: 0, failed: 1, environment: 2 } as const;

/**
 * The whole life of a process: `assemble` reads the settings and builds the parts, then they start, and SIGTERM or SIGINT
 * stops them within the deadline. Sets the exit code and ends the process; the same signal again ends it at once with code 1.
 */
export async function runProcess(assemble: () => Promise<RunOptions> | RunOptions): Promise<void> {
  let options: RunOptions;
  try {
    openLibraries();
    options = await assemble();
  } catch (error) {
    reportRefusal(error);
    return process.exit(exitCodeOf(error));
  }
  const { log, name } = options;
  const lifecycle = createLifecycle(options);
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping', { signal });
    void lifecycle.stop().then(() => {
      log.info('stopped');
      process.exit(EXIT.ok);
    });
  };
  onStopSignals({
    first: stop,
    again: (signal) => {
      log.warn('stopped_at_once', { signal });
      process.exit(EXIT.failed);
    },
  });
  // A supervisor that died can send no signal: its end of the channel closes, and without this we would run on unseen.
  if (process.send !== undefined) process.once('disconnect', () => stop('disconnect'));
  endOnUnexpected(log);
  try {
    await lifecycle.start();
  } catch (error) {
    // A start that a signal cut off is no failure: it ends with the stop.
    if (isStopping) return;
    log.error('start_failed', { error });
    process.exit(exitCodeOf(error));
  }
  if (isStopping) return;
  log.info('ready', { name, pid: process.pid });
  process.send?.({ type: 'ready', name });
}

function exitCodeOf(error: unknown): number {
  return error instanceof SettingsError || error instanceof StartRefusedError ? EXIT.environment : EXIT.failed;
}

/** What nobody caught leaves the process in an unknown state: every job survives its end, so it ends. */
function endOnUnexpected(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.error('uncaught_exception', { error });
    process.exit(EXIT.failed);
  });
  process.on('unhandledRejection', (error) => {
    log.error('unhandled_rejection', { error });
    process.exit(EXIT.failed);
  });
}

/** Prints why the start was refused: one JSON line a finding for settings and files, one line otherwise. There is no logger yet. */
function reportRefusal(error: unknown): void {
  const lines =
    error instanceof SettingsError
      ? error.findings.map((finding) => ({ event: 'setting_refused', ...finding }))
      : error instanceof StartRefusedError
        ? error.findings.map((finding) => ({ event: 'start_refused', code: error.code, finding }))
        : [{ event: 'start_failed', code: codeOf(error), message: messageOf(error) }];
  for (const line of lines) {
    const safe = describe({ at: new Date().toISOString(), level: 'error', ...line }, redactor([]));
    process.stderr.write(`${JSON.stringify(safe)}\n`);
  }
}
