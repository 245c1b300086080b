import type { Incident, NewAuditEvent, NotifySettings } from '@ownerbot/storage';
import type { Facts } from './facts';
import type { NotifyMessage } from './message';

/** What does not belong to an owner. */
export interface NotifyRules {
  readonly pollMs: number;
  /** A cause that returns within this time is the same incident. */
  readonly reopenMs: number;
  /** So late a daily digest is still sent. */
  readonly digestLateMaxMs: number;
}

/** What a decision may know: nothing else. */
export interface DecideInput<State extends object = object> {
  readonly ownerUserId: string;
  readonly settings: NotifySettings;
  readonly state: State;
  readonly facts: Facts;
  readonly now: Date;
  /** IANA name; of a digest and a weekly report the one set for it, else the owner's. */
  readonly zone: string;
  readonly run: { readonly slotKey: string; readonly dueAt: Date; readonly lateMs: number };
  readonly subscription: { readonly lastRunAt: Date | null; readonly lastSentAt: Date | null; readonly failingSince: Date | null };
  /** The effective data mode of this run. */
  readonly mode: string;
  /** Of an escalation: the owner's open incidents, and those closed so short ago that they may come back. */
  readonly incidents: readonly Incident[];
  /** Of the events of repricing: the jobs that proposals of this owner started in the last days. */
  readonly ownJobs: readonly string[];
  /** Of a report: what is told in a line of it. */
  readonly own: OwnFacts;
  readonly rules: NotifyRules;
  /** A fresh UUID. */
  readonly newId: () => string;
}

/** What OwnerBot knows of itself and tells with a report. */
export interface OwnFacts {
  readonly openIncidents: readonly Pick<Incident, 'incidentId' | 'cause' | 'state' | 'firstSeenAt'>[];
  /** Slots of the same kind that were skipped since the last one was sent. */
  readonly skipped: readonly { readonly slotKey: string; readonly reason: string }[];
  readonly failing: readonly { readonly kind: string; readonly since: Date }[];
  /** Since when the shop does not answer, where that is known. */
  readonly awaySince: Date | null;
}

export interface IncidentWrite {
  /** The whole row as it is from now on. */
  readonly incident: Incident;
  readonly events: readonly IncidentEvent[];
}

export interface IncidentEvent {
  readonly event: 'opened' | 'raised' | 'repeated' | 'exhausted' | 'acknowledged' | 'snoozed' | 'closed' | 'reopened';
  /** Who did it; null: time, or the shop. */
  readonly by: string | null;
}

interface Written<State> {
  /** A word for the log and the status. */
  readonly reason: string;
  /** What the subscription remembers from now on. */
  readonly state: State;
  /** Earlier than the rule of the kind says; absent: by that rule. */
  readonly nextRunAt?: Date;
  readonly incidents?: readonly IncidentWrite[];
  readonly audit?: readonly Pick<NewAuditEvent, 'eventType' | 'severity' | 'fields'>[];
}

export type Decision<State extends object = object> =
  | ({ readonly type: 'send'; readonly messages: readonly NotifyMessage[] } & Written<State>)
  | ({ readonly type: 'skip' } & Written<State>)
  /** The facts are not known: nothing is raised and nothing is cleared. */
  | ({ readonly type: 'unknown' } & Written<State>)
  /** The facts are to be asked for again; of reports alone. What it remembers meanwhile is `state`. */
  | { readonly type: 'wait'; readonly reason: string; readonly againAt: Date; readonly state: State };
