import type { Operations } from './operations';
import { letterMethods } from './service/letters';
import type { OperationsParts } from './service/parts';
import { queueMethods } from './service/queues';
import { replayMethods } from './service/replays';
import { traceMethods } from './service/trace';

/** What operators can see and do, over the stores of the platform. Nothing is asked before it is used. */
export function createOperations(parts: OperationsParts): Operations {
  return { ...letterMethods(parts), ...replayMethods(parts), ...queueMethods(parts), ...traceMethods(parts) };
}
