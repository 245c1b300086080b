const epoch = Date.UTC(2025, 0, 1);

/**
 * Where ids begin. They follow the clock, so that they go on over a restart although nothing is kept: a bot with a memory
 * would take a new update with an old id for a redelivery, and edit a strange message in place of its own.
 */
export function firstIds(now: number): { updateId: number; messageId: number } {
  const elapsedMs = Math.max(0, now - epoch);
  return { updateId: 1 + Math.floor(elapsedMs / 100), messageId: 1 + Math.floor(elapsedMs / 1000) };
}
