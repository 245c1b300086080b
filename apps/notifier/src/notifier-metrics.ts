import type { Metrics } from '@ownerbot/runtime';
import type { RecipientState } from '@ownerbot/storage';
import type { FloodScope } from './sending/flood-waits';

/** `sent` also counts what need not be sent any more; `limited`: held back by a wait that Telegram asked for before. */
export type SendOutcome = 'sent' | 'limited' | 'again' | 'given-up';

export interface NotifierMetrics {
  /** One run of a job of the outbox. */
  ended(type: string, outcome: SendOutcome): void;
  /** From the adding of the job to Telegram's yes. */
  sentAfter(seconds: number): void;
  limited(scope: FloodScope, waitMs: number): void;
  chatBlocked(): void;
  /** What became of a recipient of a broadcast; `again`: nothing yet. */
  broadcast(outcome: RecipientState | 'again'): void;
  /** A job became a dead letter. */
  buried(kind: string, code: string): void;
}

const LAG_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
const WAIT_BUCKETS = [1, 2, 5, 10, 30, 60, 300];

export function notifierMetrics(metrics: Metrics): NotifierMetrics {
  const sends = metrics.counter({ name: 'notifier_sends_total', help: 'Runs of message.send by what was to be sent and what came of it', labels: ['type', 'outcome'] });
  const lag = metrics.histogram({ name: 'notifier_outbox_lag_seconds', help: 'From the outbox to Telegram', buckets: LAG_BUCKETS });
  const limits = metrics.counter({ name: 'telegram_rate_limited_total', help: 'Answers 429 of Telegram, by how far they reach', labels: ['scope'] });
  const waits = metrics.histogram({ name: 'telegram_rate_wait_seconds', help: 'Waits that Telegram asked for', buckets: WAIT_BUCKETS });
  const blocked = metrics.counter({ name: 'notifier_chats_blocked_total', help: 'Chats that began to refuse us' });
  const broadcasts = metrics.counter({ name: 'broadcast_sends_total', help: 'Runs of broadcast.send by what came of them', labels: ['outcome'] });
  const buried = metrics.counter({ name: 'jobs_buried_total', help: 'Jobs that became dead letters, by kind and code', labels: ['kind', 'code'] });
  return {
    ended: (type, outcome) => sends.inc({ type, outcome }),
    sentAfter: (seconds) => lag.observe(seconds),
    limited(scope, waitMs) {
      limits.inc({ scope });
      waits.observe(waitMs / 1_000);
    },
    chatBlocked: () => blocked.inc(),
    broadcast: (outcome) => broadcasts.inc({ outcome }),
    buried: (kind, code) => buried.inc({ kind, code }),
  };
}

/** How many chats refuse us now; asked of the database at each scrape. */
export function measureBlockedChats(metrics: Metrics, count: () => Promise<number>): void {
  metrics.gauge({ name: 'chats_blocked', help: 'Chats that refuse messages of the bot now', collect: async (gauge) => gauge.set(await count()) });
}
