import { isCalendar } from './slots';
import type { NotifyKind } from '@ownerbot/storage';

const HOUR_MS = 3_600_000;
const WEEKLY_LATE_MAX_MS = 48 * HOUR_MS;

/** Whether a report comes too late to be of use. What watches for conditions is never late: it looks at what is now. */
export function isTooLate(kind: NotifyKind, { dueAt, now, nextAt, digestLateMaxMs }: { readonly dueAt: Date; readonly now: Date; readonly nextAt: Date | null; readonly digestLateMaxMs: number }): boolean {
  if (!isCalendar(kind)) return false;
  const lateMs = now.getTime() - dueAt.getTime();
  if (kind === 'weekly') return lateMs > WEEKLY_LATE_MAX_MS;
  return lateMs > digestLateMaxMs || (nextAt !== null && now >= nextAt);
}

/** How long after its slot a report with failed parts asks again, the minutes from the slot. */
const AGAIN_MIN = [1, 3, 8] as const;
const THEN_EVERY_MIN = 10;

/** When a report whose facts are missing looks again: after 1, 2 and 5 minutes, then every 10, counted from its slot. */
export function nextLook(dueAt: Date, now: Date): Date {
  const sinceMin = (now.getTime() - dueAt.getTime()) / 60_000;
  const last = AGAIN_MIN[AGAIN_MIN.length - 1] ?? 0;
  const early = AGAIN_MIN.find((minutes) => minutes > sinceMin);
  const minutes = early ?? last + (Math.floor((sinceMin - last) / THEN_EVERY_MIN) + 1) * THEN_EVERY_MIN;
  return new Date(dueAt.getTime() + minutes * 60_000);
}
