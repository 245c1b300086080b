const SECOND = 1_000;

/** Pauses between the attempts of a kept voice message: the last one goes on until its deadline. */
const PAUSES_MS = [2, 4, 8, 16].map((seconds) => seconds * SECOND);
const LAST_PAUSE_MS = 30 * SECOND;

/** How long to wait until the next attempt, by the time since the owner was told; so no counter has to survive a crash. Half of a pause is jitter. */
export function voicePauseMs(sinceToldMs: number, { atLeastMs, random }: { readonly atLeastMs: number; readonly random: () => number }): number {
  let passed = 0;
  const pause = PAUSES_MS.find((one) => (passed += one) > sinceToldMs) ?? LAST_PAUSE_MS;
  return Math.max(Math.round(pause * (0.5 + random() / 2)), atLeastMs);
}
