import type { FaultSwitches } from '../faults/fault-switches';
import type { QueuedUpdate } from './update-queue';

/**
 * Applies the reorder fault to updates that are about to leave: one that it hits goes behind the next update of its lane,
 * or waits for one to come, at most as long as the fault says.
 * Returns what may leave now in its new order, and when a held one may leave at the latest (Unix ms).
 */
export function holdBack(
  waiting: Iterable<QueuedUpdate>,
  faults: FaultSwitches,
  now: number,
  max: number,
): { ready: QueuedUpdate[]; nextAt: number | null } {
  const ready: QueuedUpdate[] = [];
  const held = new Map<string, QueuedUpdate>();
  for (const entry of waiting) {
    if (ready.length >= max) break;
    const overtaken = held.get(entry.lane);
    if (!overtaken && isHeld(entry, faults, now)) {
      held.set(entry.lane, entry);
      continue;
    }
    ready.push(entry);
    if (!overtaken) continue;
    overtaken.heldUntil = null;
    held.delete(entry.lane);
    if (ready.length < max) ready.push(overtaken);
  }
  const times = [...held.values()].flatMap(({ heldUntil }) => heldUntil ?? []);
  return { ready, nextAt: times.length > 0 ? Math.min(...times) : null };
}

function isHeld(entry: QueuedUpdate, faults: FaultSwitches, now: number): boolean {
  if (!entry.wasAskedForReorder) {
    entry.wasAskedForReorder = true;
    const fault = faults.forDelivery('reorder');
    if (fault) {
      entry.heldUntil = now + fault.hold_ms;
      // The offset after the later update would confirm it before it has left.
      entry.isStubborn = true;
    }
  }
  return entry.heldUntil !== null && entry.heldUntil > now;
}
