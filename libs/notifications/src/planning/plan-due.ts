import { addDays } from '@ownerbot/shop';
import type { NotifyKind, NotifySettings } from '@ownerbot/storage';
import { localOf } from './local-time';
import { dayOfSlot, isAttempt, isCalendar, nextSlot, pollKey, slotsOfDay, zoneOf, type Slot, type SlotPlace } from './slots';

export interface PlannedRun extends Slot {
  /** `skipped`: its time was slept through, and a newer slot takes its place. */
  readonly state: 'planned' | 'skipped';
}

export interface DuePlan {
  readonly runs: readonly PlannedRun[];
  readonly next: Slot | null;
}

/** So far back slots that were slept through are told of. */
const DAYS_BACK = 60;

/**
 * What is to run of a subscription whose time has come: after a sleep of several slots only the newest, for the older ones nobody
 * waits any more. Polls that were missed are not made up.
 */
export function planDue(kind: NotifyKind, settings: NotifySettings, due: { readonly at: Date; readonly key: string | null; readonly now: Date }, place: SlotPlace): DuePlan {
  const next = nextSlot(kind, settings, due.now, place);
  if (!isCalendar(kind)) return { runs: [{ key: pollKey(due.at), at: due.at, state: 'planned' }], next };
  const zone = zoneOf(kind, settings, place.ownerZone);
  const passed = [...slotsBetween(kind, settings, { from: due.at, to: due.now, zone, ownerZone: place.ownerZone })].filter(({ key }) => !place.used.has(key));
  const newest = passed.at(-1) ?? (due.key === null || place.used.has(due.key) ? null : { key: due.key, at: due.at });
  if (newest === null) return { runs: [], next };
  const older = passed.slice(0, -1).filter(({ key }) => !isAttempt(key) || dayOfSlot(key) !== dayOfSlot(newest.key)).filter(isFirstOfItsDay);
  return { runs: [...older.map((slot) => ({ ...slot, state: 'skipped' as const })), { ...newest, state: 'planned' }], next };
}

/** Of the attempts of a date that was slept through one stands for all. */
function isFirstOfItsDay({ key }: Slot, index: number, all: readonly Slot[]): boolean {
  return !isAttempt(key) || all.findIndex((one) => dayOfSlot(one.key) === dayOfSlot(key)) === index;
}

function* slotsBetween(kind: 'digest' | 'weekly', settings: NotifySettings, span: { readonly from: Date; readonly to: Date; readonly zone: string; readonly ownerZone: string }): Generator<Slot> {
  const last = addDays(localOf(span.to, span.zone).day, 1);
  const earliest = addDays(last, -DAYS_BACK);
  const begun = addDays(localOf(span.from, span.zone).day, -1);
  for (let day = begun < earliest ? earliest : begun; day <= last; day = addDays(day, 1)) {
    for (const slot of slotsOfDay(kind, settings, day, span.ownerZone)) if (slot.at >= span.from && slot.at <= span.to) yield slot;
  }
}
