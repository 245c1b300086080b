const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A lease is the right of one worker to carry a commit on; longer than any one send. */
export const LEASE_MS = 60 * SECOND;
export const LEASE_RENEW_MS = 15 * SECOND;

/** From sweep to sweep: lost jobs and dead leases. */
export const SWEEP_EVERY_MS = 30 * SECOND;
/** A proposal stays open so long beyond its time, for a press that waits in the queue. */
export const EXPIRY_GRACE_MS = 60 * SECOND;

export const MAX_SENDS_NOT_EXECUTED = 30;
export const MAX_RESENDS_UNCERTAIN = 3;
/** What SIS never received is certain only so long after `not_after`: until then it may be on its way. */
export const NEVER_RECEIVED_AFTER_MS = 60 * SECOND;
export const IN_PROGRESS_POLL_MS = 3 * SECOND;
/** The owner is asked after this time at the latest. */
export const ASK_OWNER_AFTER_MS = 15 * MINUTE;
export const TEAM_DELIVERY_MS = 10 * MINUTE;

const RESEND_MS = [2, 4, 8, 16, 30].map((seconds) => seconds * SECOND);

/** The wait before a re-send; `waits`: how many were before. */
export function resendDelayMs(waits: number, askedForMs = 0): number {
  return Math.max(askedForMs, RESEND_MS[Math.min(waits, RESEND_MS.length - 1)] ?? 0);
}

const LOOKS_MS = [10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE];

/**
 * When an unknown outcome is looked at for the n-th time (from 0), counted from the moment it became unknown: 10 s, 30 s, 1, 2, 5,
 * 15 min, then every 30 min to 24 h, then daily to 7 days. Null: never again.
 */
export function lookAt(unknownAt: Date, position: number): Date | null {
  const listed = LOOKS_MS[position];
  const after = (ms: number) => new Date(unknownAt.getTime() + ms);
  if (listed !== undefined) return after(listed);
  const halfHours = (position - LOOKS_MS.length + 1) * 30 * MINUTE;
  if (halfHours <= DAY) return after(halfHours);
  const days = 1 + (position - LOOKS_MS.length + 1 - DAY / (30 * MINUTE));
  return days <= 7 ? after(days * DAY) : null;
}
