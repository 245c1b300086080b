import type { RequestRow } from '@ownerbot/storage';

/** One thing that happened to a request. */
export interface TraceStep {
  readonly at: Date;
  /** Where it stands: the ledger, an effect, a message, the audit, a dead letter, a replay. */
  readonly what: 'update' | 'effect' | 'message' | 'audit' | 'dead-letter' | 'replay';
  /** Such as `received`, `decided`, `dispatched`, `sent`, or the type of an audit event. */
  readonly step: string;
  /** The update's event, the effect's or letter's id. */
  readonly id: string;
  /** Since the step before it. */
  readonly afterMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A request from its update to its messages. */
export interface Trace {
  readonly correlationId: string;
  readonly botId: string | null;
  readonly chatId: string | null;
  /** Oldest first. */
  readonly steps: readonly TraceStep[];
}

/** A request as a line of a list. */
export type RequestLine = Omit<RequestRow, 'seq'>;
