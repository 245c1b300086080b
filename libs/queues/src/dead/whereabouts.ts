/** Where a job is. `gone`: the queue does not know it, or does not any more. */
export type Whereabouts = 'waiting' | 'active' | 'delayed' | 'done' | 'dead' | 'gone';

const NAMES: Readonly<Record<string, Whereabouts>> = { waiting: 'waiting', prioritized: 'waiting', 'waiting-children': 'waiting', active: 'active', delayed: 'delayed', completed: 'done', failed: 'dead' };

/** BullMQ's name of a state in our words. */
export function whereaboutsOf(state: string): Whereabouts {
  return NAMES[state] ?? 'gone';
}
