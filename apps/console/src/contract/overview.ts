/** One queue; lanes are queues of their own. */
export interface QueueView {
  readonly queue: string;
  /** Lanes of one kind of work share it. */
  readonly family: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly paused: boolean;
  readonly oldestWaitingAgeMs: number | null;
  readonly workers: number;
}

/**
 * `silent`: not heard for 20 s, so its event loop is blocked or it has died. `stuck`: it says itself that its work does not go on.
 * `impaired`: something that it needs is missing. `well`: none of these.
 */
export type ProcessState = 'well' | 'impaired' | 'stuck' | 'silent';

export interface ProcessView {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly roles: readonly string[];
  readonly startedAt: string;
  readonly state: ProcessState;
  /** Since it was last heard. */
  readonly ageMs: number;
  readonly problems: readonly { readonly check: string; readonly detail: string }[];
}

export interface BlockedChatView {
  readonly botId: string;
  readonly chatId: string;
  readonly reason: string | null;
  readonly blockedAt: string;
}

/** One minute of the last hour. */
export interface MinuteView {
  readonly at: string;
  readonly updates: number;
  readonly messages: number;
  readonly dead: number;
}

/** GET /api/overview, and the event `overview` of /api/live. A part that cannot be read is null, and `missing` says why. */
export interface OverviewView {
  readonly at: string;
  readonly backend: 'redis' | 'postgres';
  readonly queues: readonly QueueView[] | null;
  readonly processes: readonly ProcessView[] | null;
  readonly blockedChats: { readonly total: number; readonly items: readonly BlockedChatView[] } | null;
  readonly minutes: readonly MinuteView[] | null;
  readonly counts: {
    readonly deadLetters: number;
    readonly unknownProposals: number;
    readonly openOperations: number;
    /** Audit events of severity `error` in the last 24 hours. */
    readonly alerts: number;
  } | null;
  readonly missing: readonly { readonly part: string; readonly code: string }[];
}
