import type { NotifyObserver } from '@ownerbot/notifications';
import type { Clock, Metrics } from '@ownerbot/runtime';
import { countNotifying, type Database } from '@ownerbot/storage';

export type NotifyMetrics = NotifyObserver;

/** Seconds from when a run was due to its end; reports may wait for the shop for hours. */
const LATE_BUCKETS = [1, 5, 15, 30, 60, 300, 1_800, 7_200, 21_600];

/** What is counted of notifications; names and labels stand here and nowhere else. */
export function notifyMetrics(metrics: Metrics): NotifyMetrics {
  const runs = metrics.counter({ name: 'notify_runs_total', help: 'Runs of notifications by kind and outcome', labels: ['kind', 'outcome'] });
  const late = metrics.histogram({ name: 'notify_late_seconds', help: 'Time from when a run was due to its end', labels: ['kind'], buckets: LATE_BUCKETS });
  const parts = metrics.counter({ name: 'notify_parts_total', help: 'Parts of notifications that have their end, by channel and state', labels: ['channel', 'state'] });
  return {
    run(kind, outcome, lateMs) {
      runs.inc({ kind, outcome });
      if (outcome !== 'waiting') late.observe({ kind }, Math.max(0, lateMs) / 1_000);
    },
    part: (channel, state) => parts.inc({ channel, state }),
  };
}

const FAILING_FOR_MS = 3_600_000;

/** What is open, held or failing for long; asked of the database at each scrape. */
export function measureNotifying(metrics: Metrics, db: Database, clock: Clock): void {
  metrics.gauge<'what'>({
    name: 'notify_open',
    help: 'Open incidents, owners whose notifications are held, and subscriptions that fail for over an hour',
    labels: ['what'],
    async collect(gauge) {
      const { incidents, held, failing } = await countNotifying(db, new Date(clock.now().getTime() - FAILING_FOR_MS));
      gauge.reset();
      gauge.set({ what: 'incidents' }, incidents);
      gauge.set({ what: 'held-owners' }, held);
      gauge.set({ what: 'failing' }, failing);
    },
  });
}
