import { Command } from 'commander';
import { systemClock } from '@ownerbot/runtime';
import type { Operations, Page } from '@ownerbot/operations';
import { withOperations } from '../../operators/with-operations';
import { runOperator, type OperatorOptions } from '../../operators/run-operator';
import { filterOf, withFilter, type FilterOptions } from './filter-options';
import { changeCommands } from './change-commands';
import { renderGroups, renderLetter, renderLetters, renderOperations } from './render';
import { replayCommands } from './replay-commands';

/** `ownerbot dlq …`: dead letters, and the operations that replay or drain them. */
export function dlqCommand(): Command {
  const dlq = new Command('dlq').description('dead letters: jobs that will not be retried by themselves. See, replay, discard');
  dlq.addCommand(listCommand()).addCommand(showCommand());
  for (const command of [...replayCommands(), ...changeCommands()]) dlq.addCommand(command);
  return dlq.addCommand(operationsCommand());
}

interface PageOptions {
  readonly limit?: string;
  readonly cursor?: string;
}

export const withPage = (command: Command): Command =>
  command.option('--limit <lines>', '1..500, default 50').option('--cursor <place>', '`next` of the page before').option('--json', 'print the result as JSON');

export function pageOf({ limit, cursor }: PageOptions): { limit?: number; cursor?: string } {
  return { ...(limit === undefined ? {} : { limit: Number(limit) }), ...(cursor === undefined ? {} : { cursor }) };
}

function listCommand(): Command {
  type Options = OperatorOptions & FilterOptions & PageOptions & { readonly group?: boolean };
  return withPage(withFilter(new Command('list').description('letters that wait, the newest death first; --group: by cause')))
    .option('--state <state>', 'open (default), replaying, replayed, discarded or any')
    .option('--group', 'how many of each cause')
    .action((options: Options) =>
      runOperator(options, async (context) => {
        const filter = filterOf(options, systemClock.now());
        await withOperations(context, async (operations) => {
          if (options.group === true) return show(context.printer, await operations.groupDeadLetters(filter, pageOf(options)), renderGroups);
          return show(context.printer, await operations.listDeadLetters(filter, pageOf(options)), renderLetters);
        });
      }),
    );
}

function show<Item>(printer: { result(value: unknown, text: () => string): void }, page: Page<Item>, render: (page: Page<Item>) => string): void {
  printer.result(page, () => render(page));
}

function showCommand(): Command {
  return new Command('show')
    .description('everything of one letter: cause, all attempts, payload')
    .argument('<id>')
    .option('--json', 'print the result as JSON')
    .action((id: string, options: OperatorOptions) =>
      runOperator(options, (context) =>
        withOperations(context, async (operations: Operations) => {
          const letter = await operations.showDeadLetter(id);
          context.printer.result(letter, () => renderLetter(letter));
        }),
      ),
    );
}

function operationsCommand(): Command {
  return withPage(new Command('operations').description('replays and drains, the newest first'))
    .option('--open', 'those that are not through')
    .action((options: OperatorOptions & PageOptions & { readonly open?: boolean }) =>
      runOperator(options, (context) =>
        withOperations(context, async (operations) => show(context.printer, await operations.listOperations({ ...pageOf(options), isOpen: options.open === true }), renderOperations)),
      ),
    );
}
