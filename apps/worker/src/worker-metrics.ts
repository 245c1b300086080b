import type { ConversationObserver } from '@ownerbot/conversation';
import type { Clock, Metrics } from '@ownerbot/runtime';

/** Seconds. A turn takes milliseconds. */
const TURN_BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5];
/** Seconds, of download, conversion and recognition. */
const VOICE_BUCKETS = [0.25, 0.5, 1, 2, 5, 10, 20, 30, 60];

/** Seconds; a picture takes a third of one. */
const DRAWING_BUCKETS = [0.1, 0.2, 0.3, 0.5, 0.9, 1.5, 3, 10, 60];
/** Seconds, of one question to a language model with its repetition. */
const PLAN_BUCKETS = [0.01, 0.05, 0.25, 0.5, 1, 2, 5, 10, 20, 30];

export interface WorkerMetrics extends ConversationObserver {
  auditLost(): void;
  /** What was too old to be kept. */
  retained(what: string, count: number): void;
}

/** Letters that wait for an operator, by code; asked of the database at each scrape. */
export function measureDeadLetters(metrics: Metrics, count: () => Promise<readonly { readonly code: string; readonly count: number }[]>): void {
  metrics.gauge<'code'>({
    name: 'dead_letters',
    help: 'Dead letters that wait for an operator, by code',
    labels: ['code'],
    async collect(gauge) {
      const counts = await count();
      gauge.reset();
      for (const one of counts) gauge.set({ code: one.code }, one.count);
    },
  });
}

const ALERTS_OF_MS = 3_600_000;

/** Operator alerts of every process: audit events of severity `error`; asked of the database at each scrape. */
export function measureAlerts(metrics: Metrics, count: (since: Date) => Promise<readonly { readonly event: string; readonly count: number }[]>, clock: Clock): void {
  metrics.gauge<'event'>({
    name: 'operator_alerts',
    help: 'Audit events of severity error within the last hour, by kind',
    labels: ['event'],
    async collect(gauge) {
      const counts = await count(new Date(clock.now().getTime() - ALERTS_OF_MS));
      gauge.reset();
      for (const one of counts) gauge.set({ event: one.event }, one.count);
    },
  });
}

/** What the worker counts; names and labels stand here and nowhere else. */
export function workerMetrics(metrics: Metrics): WorkerMetrics {
  const turns = metrics.counter({ name: 'turns_total', help: 'Turns by event and result', labels: ['event', 'result'] });
  const seconds = metrics.histogram({ name: 'turn_seconds', help: 'Time of a turn, its dispatch included', labels: ['event'], buckets: TURN_BUCKETS });
  const duplicates = metrics.counter({ name: 'duplicates_dropped_total', help: 'Events that the ledger knew already', labels: ['event'] });
  const relayed = metrics.counter({ name: 'relayed_total', help: 'What the relay found left behind and set going again', labels: ['what'] });
  const tools = metrics.counter({ name: 'tool_runs_total', help: 'Attempts of tools by outcome', labels: ['tool', 'outcome'] });
  const voices = metrics.counter({ name: 'voice_runs_total', help: 'Attempts to hear a voice message by outcome', labels: ['outcome'] });
  const voiceSeconds = metrics.histogram({ name: 'voice_seconds', help: 'Time of an attempt to hear a voice message', buckets: VOICE_BUCKETS });
  const drawings = metrics.counter({ name: 'drawings_total', help: 'Drawings by kind of file and outcome', labels: ['kind', 'outcome'] });
  const drawingSeconds = metrics.histogram({ name: 'drawing_seconds', help: 'Time of a drawing, the start of its thread included', labels: ['kind'], buckets: DRAWING_BUCKETS });
  const plans = metrics.counter({ name: 'plan_runs_total', help: 'Texts that came to the planner by outcome', labels: ['outcome'] });
  const planSeconds = metrics.histogram({ name: 'plan_seconds', help: 'Time from the start of a plan to its answer', buckets: PLAN_BUCKETS });
  const buried = metrics.counter({ name: 'jobs_buried_total', help: 'Jobs that became dead letters, by kind and code', labels: ['kind', 'code'] });
  const lost = metrics.counter({ name: 'audit_lost_total', help: 'Audit events of tools that could not be written' });
  const retained = metrics.counter({ name: 'retention_taken_total', help: 'Rows that were too old to be kept, by what they held', labels: ['what'] });
  return {
    turnTaken(event, result, ms) {
      turns.inc({ event, result });
      seconds.observe({ event }, ms / 1_000);
      if (result === 'duplicate') duplicates.inc({ event });
    },
    relayed: (what, count) => relayed.inc({ what }, count),
    toolRun: (tool, outcome) => tools.inc({ tool, outcome }),
    voiceRun(outcome, ms) {
      voices.inc({ outcome });
      voiceSeconds.observe(ms / 1_000);
    },
    drawing(kind, outcome, ms) {
      drawings.inc({ kind, outcome });
      drawingSeconds.observe({ kind }, ms / 1_000);
    },
    planRun(outcome, ms) {
      plans.inc({ outcome });
      planSeconds.observe(ms / 1_000);
    },
    buried: (kind, code) => buried.inc({ kind, code }),
    auditLost: () => lost.inc(),
    retained: (what, count) => retained.inc({ what }, count),
  };
}
