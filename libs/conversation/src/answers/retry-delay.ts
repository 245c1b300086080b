const SECOND = 1_000;

/** Pauses between the attempts of a kept request: the last one goes on until its deadline. */
const PAUSES_MS = [5, 10, 20, 40].map((seconds) => seconds * SECOND);
const LAST_PAUSE_MS = 60 * SECOND;

/**
 * How long to wait until the next attempt, by the time since the first one failed; so no counter has to survive a crash.
 * @param atLeastMs what the source asked for (`Retry-After`).
 */
export function retryDelayMs(sinceFirstFailureMs: number, atLeastMs = 0): number {
  let passed = 0;
  for (const pause of PAUSES_MS) {
    passed += pause;
    if (sinceFirstFailureMs < passed) return Math.max(pause, atLeastMs);
  }
  return Math.max(LAST_PAUSE_MS, atLeastMs);
}
