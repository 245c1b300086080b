import { Command } from 'commander';
import { RequestUnknownError, type Operations, type Page, type RequestLine, type Trace } from '@ownerbot/operations';
import { runOperator, type OperatorOptions } from '../operators/run-operator';
import { withOperations } from '../operators/with-operations';
import { table } from '../output/printer';
import { plain, timeOf } from './dlq/render';

export function traceCommand(): Command {
  return new Command('trace')
    .description('one request from its update to its messages: every step, when, how long; or the last requests of a chat')
    .argument('<request>', 'correlation id (tg-…), id of an update, or id of a chat')
    .option('--json', 'print the result as JSON')
    .action((name: string, options: OperatorOptions) =>
      runOperator(options, (context) =>
        withOperations(context, async (operations) => {
          const found = await lookUp(operations, name);
          context.printer.result(found, () => ('steps' in found ? renderTrace(found) : renderRequests(found)));
        }),
      ),
    );
}

/** Digits are the id of an update, where there is one, otherwise that of a chat. */
async function lookUp(operations: Operations, name: string): Promise<Trace | Page<RequestLine>> {
  if (!/^-?\d{1,18}$/.test(name)) return operations.traceRequest(name);
  const updates = name.startsWith('-') ? { items: [] } : await operations.listRequests({ updateId: name });
  const [only] = updates.items;
  if (only !== undefined && updates.items.length === 1) return operations.traceRequest(only.correlationId);
  if ('total' in updates && updates.items.length > 1) return updates;
  const ofChat = await operations.listRequests({ chatId: name });
  if (ofChat.total === 0) throw new RequestUnknownError(name);
  return ofChat;
}

function renderTrace({ correlationId, chatId, steps }: Trace): string {
  const rows = steps.map(({ at, afterMs, what, step, id, fields }) => [at.toISOString().slice(0, 23).replace('T', ' '), `+${afterMs} ms`, what, step, plain(id, 40), plain(JSON.stringify(fields), 120)]);
  return `${plain(correlationId, 250)}  chat ${chatId ?? '—'}\n${table(['at', 'after', 'what', 'step', 'id', ''], rows)}`;
}

function renderRequests({ items, total }: Page<RequestLine>): string {
  const rows = items.map((one) => [one.correlationId, timeOf(one.receivedAt), one.chatId, one.kind, one.state, one.result ?? '—']);
  return `${table(['request', 'received', 'chat', 'kind', 'state', 'result'], rows)}\n${items.length} of ${total}`;
}
