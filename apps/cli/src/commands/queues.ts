import { Command } from 'commander';
import type { QueueState } from '@ownerbot/queues';
import { withDatabase } from '../local-database';
import { table } from '../output/printer';
import { withQueues } from '../queue-config';
import { runCommand } from '../run-command';
import { wholeEnvironment } from '../whole-environment';

export function queuesCommand(): Command {
  return new Command('queues')
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
