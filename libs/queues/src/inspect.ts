import type { Clock, Metrics } from '@ownerbot/runtime';
import type { Commands, QueueDepth } from './backends/backend';

export interface QueueState extends QueueDepth {
  /** How long the job that is next in line has been in the queue; null when none waits. */
  readonly oldestWaitingAgeMs: number | null;
}

export async function inspectQueues(commands: Commands, queues: readonly string[], clock: Clock): Promise<QueueState[]> {
  const depths = await commands.depths(queues);
  const now = clock.now().getTime();
  return depths.map((depth) => ({ ...depth, oldestWaitingAgeMs: depth.oldestWaitingAt === null ? null : Math.max(0, now - depth.oldestWaitingAt) }));
}

/** A scrape does not ask the store more often than this. */
const SAMPLE_MS = 5_000;

/** Gauges of what the queues hold, sampled at scrapes. While the store is away they keep their last values. */
export function measureQueues(metrics: Metrics, look: () => Promise<readonly QueueState[]>, clock: Clock): void {
  let sampledAt = -Infinity;
  let latest: Promise<readonly QueueState[]> = Promise.resolve([]);
  const sample = (): Promise<readonly QueueState[]> => {
    const now = clock.now().getTime();
    if (now - sampledAt >= SAMPLE_MS) {
      sampledAt = now;
      const previous = latest;
      latest = look().catch(() => previous);
    }
    return latest;
  };
  const gauge = (name: string, help: string, read: (state: QueueState) => number): void => {
    metrics.gauge<'queue'>({
      name,
      help,
      labels: ['queue'],
      async collect(self) {
        for (const state of await sample()) self.set({ queue: state.queue }, read(state));
      },
    });
  };
  gauge('queue_waiting', 'Jobs that wait to be taken', ({ waiting }) => waiting);
  gauge('queue_active', 'Jobs that run', ({ active }) => active);
  gauge('queue_delayed', 'Jobs that wait for their time', ({ delayed }) => delayed);
  gauge('queue_dead', 'Jobs that are dead and not buried yet', ({ failed }) => failed);
  gauge('queue_oldest_waiting_seconds', 'Age of the job that is next in line', ({ oldestWaitingAgeMs }) => (oldestWaitingAgeMs ?? 0) / 1_000);
}
