import { sleep } from '@ownerbot/runtime';
import type { Operation, Operations } from '@ownerbot/operations';
import type { Printer } from '../output/printer';
import { progressLine } from './progress-bar';

const EVERY_MS = 500;
/** After so long without a step there is probably no worker. */
const IDLE_MS = 20_000;

/** Waits until the operation ends or is paused and nothing of it is under way; shows on a terminal how far it is. */
export async function waitForOperation(operations: Pick<Operations, 'showOperation'>, id: string, { json, note }: Printer): Promise<Operation> {
  const isTerminal = process.stderr.isTTY && !json;
  const began = performance.now();
  let hasHinted = false;
  for (;;) {
    const operation = await operations.showOperation(id);
    const { progress } = operation;
    if (isTerminal) process.stderr.write(`\r\u001b[2K${progressLine(progress)}`);
    if (operation.finishedAt !== null || (operation.state === 'paused' && progress.underWay === 0)) {
      if (isTerminal) process.stderr.write('\n');
      return operation;
    }
    if (!hasHinted && progress.waiting === progress.total && performance.now() - began > IDLE_MS) {
      hasHinted = true;
      note(`\nnobody carries operation ${id} out yet: is a worker with the role schedule running? It is stored and begins when one is; Ctrl-C leaves it as it is.`);
    }
    await sleep(EVERY_MS);
  }
}
