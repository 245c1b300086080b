import { Command } from 'commander';
import type { QueueState } from '@ownerbot/queues';
import { withDatabase } from '../local-database';
import { actorOf } from '../operators/actor';
import { runOperator, type OperatorOptions } from '../operators/run-operator';
import { withOperations } from '../operators/with-operations';
import { table } from '../output/printer';
import { withQueues } from '../queue-config';
import { runCommand } from '../run-command';
import { wholeEnvironment } from '../whole-environment';

export function queuesCommand(): Command {
  const queues = new Command('queues').enablePositionalOptions();
  for (const what of ['pause', 'resume'] as const) queues.addCommand(changeCommand(what));
  return queues
    .description('depth, running, delayed and dead jobs of every queue, and how long the next one has waited')
    .option('--json', 'print the result as JSON')
    .action((options: { json?: boolean }) =>
      runCommand(options, async ({ env, printer }) => {
        const settings = wholeEnvironment(env);
        const place = { databaseUrl: settings.store.databaseUrl, home: settings.process.home };
        const states = await withDatabase(place, printer.note, (url) => withQueues(settings, url, (queues) => queues.inspect()));
        printer.result({ items: states, total: states.length, next: null }, () => renderQueues(states));
      }),
    );
}

function changeCommand(what: 'pause' | 'resume'): Command {
  return new Command(what)
    .description(what === 'pause' ? 'no worker takes jobs of a queue any more; what runs ends' : 'workers take its jobs again')
    .argument('<queue>')
    .option('--as <name>', 'who does it, for the audit; default: the user of this machine')
    .option('--json', 'print the result as JSON')
    .action((queue: string, options: OperatorOptions) =>
      runOperator(options, (context) =>
        withOperations(context, async (operations) => {
          await operations[what === 'pause' ? 'pauseQueue' : 'resumeQueue'](actorOf(options), queue);
          context.printer.result({ queue, paused: what === 'pause' }, () => `${queue} is ${what === 'pause' ? 'paused' : 'resumed'}`);
        }),
      ),
    );
}

export function renderQueues(states: readonly QueueState[]): string {
  const rows = states.map((state) => [
    state.queue,
    String(state.waiting),
    String(state.active),
    String(state.delayed),
    String(state.failed),
    state.oldestWaitingAgeMs === null ? '—' : age(state.oldestWaitingAgeMs),
    String(state.workers),
    state.paused ? 'paused' : '',
  ]);
  return table(['queue', 'waiting', 'active', 'delayed', 'dead', 'oldest', 'workers', ''], rows);
}

function age(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
