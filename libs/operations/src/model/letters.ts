import type { LetterAttempt, LetterState } from '@ownerbot/storage';

/** A job that will not be retried by itself, as a line of a list. All ids are decimal text; times become ISO 8601 in JSON. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: string;
  readonly queue: string;
  /** Of the job that died last. */
  readonly jobId: string;
  /** `open`: waits for an operator. `replaying`: its replay is in the queue. `replayed`, `discarded`: closed. */
  readonly state: LetterState;
  readonly code: string;
  readonly message: string;
  /** The same for all letters of one kind, code and message, numbers and ids in the message apart. */
  readonly fingerprint: string;
  readonly correlationId: string;
  readonly botId: string | null;
  readonly chatId: string | null;
  readonly updateId: string | null;
  /** Attempts of all runs that failed, those of its replays included. */
  readonly attempts: number;
  /** How often it has been replayed. */
  readonly replays: number;
  readonly addedAt: Date;
  readonly firstDiedAt: Date;
  readonly diedAt: Date;
  /** The running operation that has it in hand. */
  readonly operationId: string | null;
}

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
export interface DeadLetterGroup {
  readonly fingerprint: string;
  readonly kind: string;
  readonly code: string;
  /** Of the newest of them. */
  readonly message: string;
  readonly count: number;
  readonly chats: number;
  readonly firstDiedAt: Date;
  readonly diedAt: Date;
  /** The newest of them. */
  readonly sampleId: string;
}
