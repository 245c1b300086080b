import { SILENT_AFTER_MS, type SeenProcess } from '@ownerbot/queues';
import type { ProcessState, ProcessView } from '../contract';

/** Checks of work that does not go on, as the processes name them. */
const MOVES = / moves$/;

/** A process as an operator should see it. */
export function processView(seen: SeenProcess): ProcessView {
  const { id, name, host, pid, version, roles, startedAt, ageMs, problems } = seen;
  return { id, name, host, pid, version, roles, startedAt, ageMs, problems, state: stateOf(seen) };
}

function stateOf({ ageMs, live, ready, problems }: SeenProcess): ProcessState {
  if (ageMs > SILENT_AFTER_MS) return 'silent';
  if (!live || problems.some(({ check }) => MOVES.test(check))) return 'stuck';
  return ready ? 'well' : 'impaired';
}
