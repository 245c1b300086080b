import { whileStoresAnswer } from '@ownerbot/conversation';
import { done, type Outcome } from '@ownerbot/queues';
import type { Clock, Logger } from '@ownerbot/runtime';
import {
  deleteExpired, dropArtifacts, dropAudit, dropDigestModels, dropIncidents, dropLetters, dropLoneMessages, dropNotifications, dropRuns, dropOldFiles, dropOperations, dropPlans, dropProposals, dropRequests, emptyRequests, stripAudit,
  type Batch, type Database, type RetentionSettings,
} from '@ownerbot/storage';

/** Its schedule. */
export const RETENTION = { name: 'retention', everyMs: 600_000 } as const;

const DAY_MS = 86_400_000;
/** Closed incidents are looked at across the years. */
const INCIDENT_DAYS = 400;
/** Few enough that whoever works with one of the rows waits milliseconds. */
const BATCH = 500;
/** Of all steps of one run; what is left over is taken ten minutes later. */
const RUN_MS = 30_000;

export interface RetentionParts {
  readonly db: Database;
  readonly settings: Readonly<RetentionSettings>;
  readonly clock: Clock;
  readonly observe: { retained(what: string, count: number): void };
  readonly batch?: number;
}

interface Step {
  /** The label of the metric. */
  readonly what: string;
  readonly take: (db: Database, batch: Batch) => Promise<number>;
  /** Undefined: what is taken tells its end itself. */
  readonly days?: keyof RetentionSettings | typeof INCIDENT_DAYS;
}

const STEPS: readonly Step[] = [
  { what: 'expired', take: (db, { before, limit }) => deleteExpired(db, before, limit) },
  { what: 'file-bytes', take: (db, { before, limit }) => dropOldFiles(db, before, limit) },
  { what: 'request-texts', take: emptyRequests, days: 'contentDays' },
  { what: 'audit-texts', take: stripAudit, days: 'contentDays' },
  { what: 'letters', take: dropLetters, days: 'contentDays' },
  { what: 'operations', take: dropOperations, days: 'contentDays' },
  { what: 'requests', take: dropRequests, days: 'factsDays' },
  { what: 'digest-models', take: dropDigestModels, days: 'artifactDays' },
  { what: 'notifications', take: dropNotifications, days: 'factsDays' },
  { what: 'notify-runs', take: dropRuns, days: 'factsDays' },
  { what: 'incidents', take: dropIncidents, days: INCIDENT_DAYS },
  { what: 'messages', take: dropLoneMessages, days: 'factsDays' },
  { what: 'proposals', take: dropProposals, days: 'factsDays' },
  { what: 'plans', take: dropPlans, days: 'factsDays' },
  { what: 'files', take: dropArtifacts, days: 'factsDays' },
  { what: 'audit', take: dropAudit, days: 'factsDays' },
];

/**
 * Takes what is too old to be kept (docs/retention.md), batch after batch, each a statement of its own. Killed at any line, or run twice at
 * a time, it only goes on the next time.
 */
export function createRetention({ db, settings, clock, observe, batch = BATCH }: RetentionParts): (job: { readonly log: Logger }) => Promise<Outcome> {
  return ({ log }) =>
    whileStoresAnswer(async () => {
      const at = clock.now().getTime();
      const taken: Record<string, number> = {};
      for (const { what, take, days } of STEPS) {
        const before = new Date(at - (days === undefined ? 0 : typeof days === 'number' ? days : settings[days]) * DAY_MS);
        for (let count = batch; count >= batch && clock.now().getTime() - at < RUN_MS; ) {
          count = await take(db, { before, limit: batch });
          if (count > 0) taken[what] = (taken[what] ?? 0) + count;
        }
      }
      for (const [what, count] of Object.entries(taken)) observe.retained(what, count);
      if (Object.keys(taken).length > 0) log.info('retention', taken);
      return done();
    });
}
