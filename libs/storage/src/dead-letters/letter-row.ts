export const LETTER_STATES = ['open', 'replaying', 'replayed', 'discarded'] as const;
/** `open`: waits for an operator. `replaying`: its replay is in the queue. `replayed`, `discarded`: closed. */
export type LetterState = (typeof LETTER_STATES)[number];

/** One failed attempt of a job. */
export interface LetterAttempt {
  /** From 1; a replay begins with 1 again. */
  readonly n: number;
  /** Which of the letter's jobs: the first, or `…-r<n>`. */
  readonly jobId: string;
  /** When it failed; null where the queue did not say. */
  readonly at: string | null;
  readonly code: string;
  readonly message: string;
  /** Where in the code. */
  readonly stack: readonly string[];
}
