import { resolve } from 'node:path';
import { Command } from 'commander';
import { EXIT, onStopSignals } from '@ownerbot/runtime';
import { runCommand } from '../run-command';
import { up } from '../up/up';

/** The folder that holds the built `apps`, seen from the built command. */
const DIST_FOLDER = resolve(__dirname, '../../../..');

export function upCommand(): Command {
  return new Command('up')
    .description('start everything on this machine; what is missing of Telegram, Postgres and Redis is started too')
    .option('--json', 'print the addresses as JSON when everything runs')
    .action((options: { json?: boolean }) =>
      runCommand(options, async ({ env, printer }) => {
        const stopped = stopOnSignals(printer.note);
        try {
          const running = await up({ env, distFolder: DIST_FOLDER, say: printer.note, signal: stopped.signal });
          printer.result({ ready: true, addresses: running.addresses }, () => running.readyLine);
          printer.note(running.loginLine);
          printer.note('Ctrl-C stops everything; data stays.');
          await stopped.promise;
          await running.stop();
        } catch (error) {
          if (!stopped.signal.aborted) throw error;
        }
        printer.note('stopped');
        process.exit(EXIT.ok);
      }),
    );
}

interface Stopped {
  readonly signal: AbortSignal;
  /** Resolves when the person asked to stop. */
  readonly promise: Promise<void>;
}

/** Ctrl-C and a closed terminal stop everything in order, also while it is starting; Ctrl-C once more, a moment later, ends at once. */
function stopOnSignals(note: (text: string) => void): Stopped {
  const controller = new AbortController();
  const promise = new Promise<void>((resolveStopped) => {
    const stop = () => {
      if (controller.signal.aborted) return;
      note('stopping…');
      controller.abort();
      resolveStopped();
    };
    onStopSignals({ first: stop, again: () => process.exit(EXIT.failed) });
    process.on('SIGHUP', stop);
  });
  return { signal: controller.signal, promise };
}
