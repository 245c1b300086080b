import type { OperationState, OperationType, SkipReason } from '@ownerbot/storage';
import type { DeadLetter } from './letters';

export interface Canary {
  /** 1..1000: so many are replayed first. */
  readonly first: number;
  /** When more than this number of them die again, the operation pauses. */
  readonly maxDead: number;
}

export interface ReplayOptions {
  /** Letters a second, 0.1..1000; default 10. */
  readonly ratePerSec?: number;
  readonly canary?: Canary | null;
  /** Also letters that were replayed more than three times. */
  readonly force?: boolean;
}

/** A chat of which letters would be replayed, and what it has asked since the oldest of them died. */
export interface ChatSince {
  readonly botId: string;
  readonly chatId: string;
  readonly letters: number;
  /** Updates of the chat that were taken since. */
  readonly ranSince: number;
}

/** What a replay would do. Nothing is written. */
export interface ReplayPlan {
  /** Letters that match. */
  readonly matched: number;
  /** Of these, so many would be replayed. */
  readonly willReplay: number;
  /** The others, by why not. */
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
  readonly byCause: readonly { readonly fingerprint: string; readonly kind: string; readonly code: string; readonly message: string; readonly count: number }[];
  /** Commits among them: what was sent is settled, what failed is previewed again, nothing is committed blindly. */
  readonly actions: number;
  /** Updates among them: each joins the tail of its chat. */
  readonly updates: number;
  readonly chats: { readonly total: number; readonly ranSince: number; /** Those with the most first, 20 at most. */ readonly items: readonly ChatSince[] };
  readonly ratePerSec: number;
  readonly canary: Canary | null;
  /** How long it takes at this rate, at least. */
  readonly seconds: number;
  /** Five of them. */
  readonly sample: readonly DeadLetter[];
}

/** How far an operation is; the numbers sum up to `total`. */
export interface Progress {
  readonly total: number;
  readonly waiting: number;
  /** In the queue, or running there. */
  readonly underWay: number;
  readonly done: number;
  /** Dead again. */
  readonly dead: number;
  readonly skipped: number;
  readonly cancelled: number;
}

/** A stored replay or drain, carried out by the workers with the role `schedule`. */
export interface Operation {
  readonly id: string;
  readonly type: OperationType;
  /** `paused` also when its canary died: then `why` says so, and it can be resumed or cancelled. */
  readonly state: OperationState;
  readonly why: string | null;
  /** What was asked for: ids or a filter. */
  readonly selection: object;
  readonly ratePerSec: number;
  readonly canary: Canary | null;
  readonly force: boolean;
  /** Of a drain. */
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly progress: Progress;
}

/** One letter of an operation. */
export interface OperationItem {
  readonly letterId: string;
  readonly state: 'waiting' | 'opened' | 'added' | 'done' | 'dead' | 'skipped' | 'cancelled';
  /** Of the replayed job, `…-r<n>`. */
  readonly jobId: string | null;
  readonly reason: SkipReason | null;
  readonly endedAt: Date | null;
}
