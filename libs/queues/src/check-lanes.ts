import type { Commands, QueueDepth } from './backends/backend';
import { LanesChangedError } from './errors';
import type { LanedFamily } from './job-kinds';
import { queuesOf, type LaneCounts } from './lanes';

/** The queue that holds no jobs, only what is recorded about the others. */
const REGISTER = 'lanes';

const KEYS: Readonly<Record<LanedFamily, string>> = { inbox: 'INBOX_LANES', outbox: 'OUTBOX_LANES' };

/**
 * Compares the number of lanes with the one that the queues were filled with, and records it. Another number would send a chat's next
 * update to another lane than its last one, past it. Where the queues are empty the new number is taken. A process that is not
 * handed the key of a family must leave that family out, for it would compare with a default.
 * @throws LanesChangedError with what to do
 */
export async function checkLanes(commands: Commands, lanes: LaneCounts, families: readonly LanedFamily[] = Object.keys(KEYS) as LanedFamily[]): Promise<void> {
  const register = commands.queue(REGISTER);
  for (const family of families) {
    const text = await register.getMeta(family);
    const recorded = text === null ? null : Number(text);
    if (recorded !== null && recorded !== lanes[family]) {
      const widest = { ...lanes, [family]: Math.max(recorded, lanes[family]) };
      const holding = (await commands.depths(queuesOf(family, widest))).filter((depth, lane) => holdsJobs(depth, lane, lanes[family]));
      if (holding.length > 0) throw new LanesChangedError(KEYS[family], recorded, lanes[family], holding.map(({ queue }) => queue));
    }
    if (recorded !== lanes[family]) await register.setMeta({ [family]: lanes[family] });
  }
}

/** Dead jobs count only in lanes that nobody would look at any more. */
function holdsJobs(depth: QueueDepth, lane: number, lanes: number): boolean {
  return depth.waiting + depth.active + depth.delayed > 0 || (lane >= lanes && depth.failed > 0);
}
