import { Command } from 'commander';
import type { Operations } from '@ownerbot/operations';
import { actorOf } from '../../operators/actor';
import { runOperator, type OperatorOptions } from '../../operators/run-operator';
import { withOperations } from '../../operators/with-operations';
import { renderOperation } from './render';

/** What an operation can be told. */
export function changeCommands(): Command[] {
  return [
    change('pause', 'let what is under way end, begin nothing new', 'pauseOperation'),
    change('resume', 'go on, also after a canary that died', 'resumeOperation'),
    change('cancel', 'end an operation for good; letters that waited stay as they are', 'cancelOperation'),
  ];
}

function change(name: string, description: string, method: 'pauseOperation' | 'resumeOperation' | 'cancelOperation'): Command {
  return new Command(name)
    .description(description)
    .argument('<operation>')
    .option('--as <name>', 'who does it, for the audit; default: the user of this machine')
    .option('--json', 'print the result as JSON')
    .action((id: string, options: OperatorOptions) =>
      runOperator(options, (context) =>
        withOperations(context, async (operations: Operations) => {
          const operation = await operations[method](actorOf(options), id);
          context.printer.result(operation, () => renderOperation(operation));
        }),
      ),
    );
}
