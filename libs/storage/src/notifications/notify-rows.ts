import type { NotifyKind } from '../settings/notify-settings';

export type Severity = 'info' | 'warning' | 'critical';

/** `waiting`: its facts are not there yet; it looks again. */
export type RunState = 'planned' | 'running' | 'waiting' | 'sent' | 'skipped' | 'failed';

export type DeliveryChannel = 'telegram' | 'web_push';
export type DeliveryPart = 'text' | 'photo' | 'document' | 'push';

/** `unconfirmed`: it may have arrived, and is not sent again. `dropped`: it would say nothing without a part that was not sent. */
export type DeliveryState = 'pending' | 'sent' | 'unconfirmed' | 'failed' | 'dropped';

export type IncidentState = 'watching' | 'raised' | 'exhausted' | 'acknowledged' | 'closed';

export type OutageCause = 'unreachable' | 'auth' | 'contract';

export interface Subscription {
  readonly ownerUserId: string;
  readonly kind: NotifyKind;
  /** Null: off. */
  readonly nextRunAt: Date | null;
  /** What that run is for; null for a poll, which is named after its time. */
  readonly nextSlot: string | null;
  /** The zone in which its date and time are meant. */
  readonly plannedZone: string | null;
  readonly state: object;
  readonly schemaVersion: number;
  readonly lastRunAt: Date | null;
  readonly lastOutcome: string | null;
  readonly lastReason: string | null;
  readonly lastSentAt: Date | null;
  readonly failingSince: Date | null;
  readonly failures: number;
  readonly heldReason: string | null;
  readonly heldAt: Date | null;
}

export interface NotifyRun {
  readonly runId: string;
  readonly ownerUserId: string;
  readonly kind: NotifyKind;
  readonly slotKey: string;
  /** The id of its job. */
  readonly correlationId: string;
  readonly dueAt: Date;
  readonly state: RunState;
  readonly againAt: Date | null;
}

export interface Incident {
  readonly incidentId: string;
  readonly ownerUserId: string;
  readonly cause: string;
  readonly state: IncidentState;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly raisedAt: Date | null;
  readonly lastSentAt: Date | null;
  readonly repeats: number;
  readonly ackedAt: Date | null;
  readonly closedAt: Date | null;
  /** Evaluations in a row that did not find the cause. */
  readonly clearCount: number;
  readonly reopened: number;
  readonly figures: Readonly<Record<string, unknown>>;
}

export interface Outage {
  readonly outageId: string;
  readonly cause: OutageCause;
  /** Its first failed check. */
  readonly openedAt: Date;
  /** Null: too few checks have failed to call it an outage. */
  readonly confirmedAt: Date | null;
  readonly noticedAt: Date | null;
  readonly closedAt: Date | null;
  /** Failed checks. */
  readonly checks: number;
  /** Good ones in a row since the last failed one. */
  readonly goodChecks: number;
  readonly goodSince: Date | null;
  readonly reopened: number;
  readonly lastError: string | null;
}
