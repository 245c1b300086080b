export type ProposalStateView = 'proposed' | 'confirmed' | 'executing' | 'committed' | 'failed' | 'unknown' | 'cancelled' | 'expired';

/** A proposal as a line of a list. */
export interface ProposalLine {
  readonly proposalId: string;
  readonly tool: string;
  readonly state: ProposalStateView;
  readonly mode: string;
  readonly shopId: number;
  readonly chatId: string;
  readonly correlationId: string;
  readonly targetTotal: number;
  readonly errorCode: string | null;
  readonly settledBy: string | null;
  readonly createdAt: string;
  readonly settledAt: string | null;
}

export interface AttemptView {
  readonly n: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly outcome: string;
  readonly httpStatus: number | null;
  readonly errorKind: string | null;
}

/** What looks at a proposal whose outcome is open. */
export interface ReconciliationView {
  readonly unknownAt: string | null;
  /** How often the shop was asked. */
  readonly looks: number;
  readonly nextLookAt: string | null;
  /** The owner was asked what became of it. */
  readonly ownerAsked: boolean;
  readonly notAfter: string | null;
}

/** One proposal; what it would change is the shop's and stays out. */
export interface ProposalView extends ProposalLine {
  readonly toolVersion: string;
  readonly source: string;
  readonly ownerUserId: string;
  readonly expiresAt: string;
  readonly confirmedAt: string | null;
  readonly executingAt: string | null;
  readonly forced: boolean | null;
  readonly forceReasons: readonly string[];
  readonly conflictGroups: readonly string[];
  readonly reason: string | null;
  readonly reconciliation: ReconciliationView;
  readonly attempts: readonly AttemptView[];
}
