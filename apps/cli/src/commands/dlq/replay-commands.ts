import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { systemClock } from '@ownerbot/runtime';
import { SelectionInvalidError, type Operation, type Operations } from '@ownerbot/operations';
import { actorOf } from '../../operators/actor';
import { confirmed } from '../../operators/confirm';
import { OPERATOR_EXIT } from '../../operators/exit-codes';
import { runOperator, type OperatorOptions } from '../../operators/run-operator';
import { waitForOperation } from '../../operators/wait-for-operation';
import { withOperations } from '../../operators/with-operations';
import type { CommandContext } from '../../run-command';
import { selectionOf, withFilter, type FilterOptions } from './filter-options';
import { renderOperation, renderPlan } from './render';
import { replayOptionsOf, withReplayOptions, type ReplayWishes } from './replay-options';

interface WaitOptions extends OperatorOptions {
  /** `--wait` and `--no-wait`; absent: on a terminal. */
  readonly wait?: boolean;
}

const withActor = (command: Command): Command =>
  command
    .option('--wait', 'wait for the end, as on a terminal')
    .option('--no-wait', 'store it and return')
    .option('--as <name>', 'who does it, for the audit; default: the user of this machine')
    .option('--yes', 'do not ask')
    .option('--json', 'print the result as JSON');

/** What puts letters into the queues again, or out of the way. */
export function replayCommands(): Command[] {
  return [replayCommand(), editCommand(), drainCommand(), discardCommand()];
}

function replayCommand(): Command {
  type Options = WaitOptions & FilterOptions & ReplayWishes & { readonly all?: boolean; readonly dryRun?: boolean };
  return withActor(withReplayOptions(withFilter(new Command('replay').description('give jobs fresh attempts: those of the ids, all that match a filter, or --all').argument('[ids...]'))))
    .option('--all', 'every open letter')
    .option('--dry-run', 'tell what would be done')
    .action((ids: string[], options: Options) =>
      runOperator(options, async (context) => {
        const selection = selectionOf(ids, options, systemClock.now());
        const wishes = replayOptionsOf(options);
        await withOperations(context, async (operations) => {
          if (options.dryRun === true) {
            const plan = await operations.planReplay(selection, wishes);
            context.printer.result(plan, () => renderPlan(plan));
            return;
          }
          if (isAsked(options)) {
            const plan = await operations.planReplay(selection, wishes);
            context.printer.note(renderPlan(plan));
            if (!(await confirmed(`Replay ${plan.willReplay} letters`, options))) return;
          }
          await follow(context, operations, await operations.startReplay(actorOf(options), selection, wishes), options);
        });
      }),
    );
}

/** Somebody is there to be shown the plan first. */
function isAsked({ yes, json }: OperatorOptions): boolean {
  return yes !== true && json !== true && process.stdin.isTTY && process.stderr.isTTY;
}

function editCommand(): Command {
  return withActor(new Command('edit').description('replay one letter with another payload, which must fit its kind').argument('<id>').requiredOption('--payload <file>', 'JSON; - reads standard input'))
    .option('--force', 'also a letter that was replayed three times already')
    .action((id: string, options: WaitOptions & { readonly payload: string; readonly force?: boolean }) =>
      runOperator(options, async (context) => {
        const payload = readJson(options.payload === '-' ? await text(process.stdin) : await readFile(options.payload, 'utf8'));
        await withOperations(context, async (operations) => {
          const operation = await operations.editAndReplay(actorOf(options), id, payload, { force: options.force === true });
          await follow(context, operations, operation, options);
        });
      }),
    );
}

function readJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new SelectionInvalidError('payload', 'JSON');
  }
}

function drainCommand(): Command {
  type Options = WaitOptions & FilterOptions & { readonly all?: boolean; readonly reason: string };
  return withActor(withFilter(new Command('drain').description('discard all letters that match; they are kept for a while, but never replayed').argument('[ids...]')))
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--all', 'every open letter')
    .action((ids: string[], options: Options) =>
      runOperator(options, async (context) => {
        const selection = selectionOf(ids, options, systemClock.now());
        await withOperations(context, async (operations) => {
          const what = 'ids' in selection ? `Discard ${selection.ids.length} letters` : `Discard ${(await operations.listDeadLetters(selection.filter, { limit: 1 })).total} letters`;
          if (!(await confirmed(what, options))) return;
          await follow(context, operations, await operations.startDrain(actorOf(options), selection, options.reason), options);
        });
      }),
    );
}

function discardCommand(): Command {
  return new Command('discard')
    .description('discard single letters at once')
    .argument('<ids...>')
    .requiredOption('--reason <text>', 'why, for the audit')
    .option('--as <name>', 'who does it, for the audit; default: the user of this machine')
    .option('--yes', 'do not ask')
    .option('--json', 'print the result as JSON')
    .action((ids: string[], options: OperatorOptions & { readonly reason: string }) =>
      runOperator(options, (context) =>
        withOperations(context, async (operations) => {
          if (!(await confirmed(`Discard ${ids.length} letters`, options))) return;
          const discarded = await operations.discard(actorOf(options), ids, options.reason);
          context.printer.result({ discarded }, () => `${discarded} letters discarded`);
        }),
      ),
    );
}

/** On a terminal, or with `--wait`, until it ends. */
async function follow({ printer }: CommandContext, operations: Operations, started: Operation, { wait, json }: WaitOptions): Promise<void> {
  const waits = wait ?? (json !== true && process.stderr.isTTY);
  if (waits) printer.note(`operation ${started.id} is stored`);
  const operation = waits ? await waitForOperation(operations, started.id, printer) : started;
  printer.result(operation, () => renderOperation(operation));
  if (operation.progress.dead > 0 || operation.state === 'paused') process.exitCode = OPERATOR_EXIT.died;
}
