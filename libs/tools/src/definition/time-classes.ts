/** How long one attempt of a tool may take, and the whole request with its retries. */
export interface TimeClass {
  readonly attemptMs: number;
  /** `READ_RETRY_DEADLINE_SEC` counts where this is null. */
  readonly requestMs: number | null;
}

export const TIME_CLASSES = {
  fast: { attemptMs: 10_000, requestMs: 30_000 },
  read: { attemptMs: 60_000, requestMs: null },
  composite: { attemptMs: 90_000, requestMs: null },
} as const satisfies Record<string, TimeClass>;

export type TimeClassName = keyof typeof TIME_CLASSES;
