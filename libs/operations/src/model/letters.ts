import type { LetterAttempt, LetterGroup, LetterLine } from '@ownerbot/storage';

/** A job that will not be retried by itself, as a line of a list. */
export type DeadLetter = LetterLine;

/** Everything that is known of one letter. */
export interface DeadLetterDetail extends DeadLetter {
  /** Null when retention has removed it: such a letter can only be discarded. */
  readonly payload: object | null;
  /** Oldest first. */
  readonly history: readonly LetterAttempt[];
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  /** Why it was discarded. */
  readonly reason: string | null;
  /** Operations that had it, newest first. */
  readonly operations: readonly { readonly operationId: string; readonly state: string; readonly jobId: string | null; readonly reason: string | null; readonly endedAt: Date | null }[];
}

/** Letters of one cause. */
export type DeadLetterGroup = LetterGroup;
