import type { JobKind } from '@ownerbot/queues';
import type { ReplayRules } from '@ownerbot/storage';

/** So many replays of one letter need no force. */
export const MOST_REPLAYS = 3;

/** Kinds whose next job comes by itself: a replay would only do twice what was done meanwhile. */
const RETURNING: readonly JobKind[] = ['schedule.tick'];

export function replayRules(force: boolean): ReplayRules {
  return { force, mostReplays: MOST_REPLAYS, returning: RETURNING };
}
