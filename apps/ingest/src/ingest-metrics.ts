import type { Metrics } from '@ownerbot/runtime';

/** Why an update, or what claimed to be one, was not taken. */
export type RefusalReason =
  | 'secret'
  | 'method'
  | 'media-type'
  | 'too-large'
  | 'not-json'
  | 'not-an-update'
  | 'overloaded'
  | 'queue-away'
  | 'broken-request'
  | 'defect';

export interface IngestMetrics {
  acknowledged(seconds: number): void;
  stored(source: 'webhook' | 'polling', count: number): void;
  refused(reason: RefusalReason): void;
  telegramFailed(method: string, kind: string): void;
}

const ACKNOWLEDGEMENT_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2];

export function ingestMetrics(metrics: Metrics): IngestMetrics {
  const latency = metrics.histogram({
    name: 'ingest_acknowledgement_seconds',
    help: 'From the first byte of a webhook request to its 200',
    buckets: ACKNOWLEDGEMENT_BUCKETS,
  });
  const stored = metrics.counter({
    name: 'ingest_updates_stored_total',
    help: 'Updates that the queue confirmed, redeliveries included',
    labels: ['source'],
  });
  const refused = metrics.counter({ name: 'ingest_refused_total', help: 'Requests and updates that were not taken', labels: ['reason'] });
  const failed = metrics.counter({ name: 'ingest_telegram_failures_total', help: 'Failed calls of the Bot API', labels: ['method', 'kind'] });
  return {
    acknowledged: (seconds) => latency.observe(seconds),
    stored: (source, count) => stored.inc({ source }, count),
    refused: (reason) => refused.inc({ reason }),
    telegramFailed: (method, kind) => failed.inc({ method, kind }),
  };
}
