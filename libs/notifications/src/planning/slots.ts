import { addDays, type Day } from '@ownerbot/shop';
import type { KindSettings, NotifyKind, NotifySettings } from '@ownerbot/storage';
import { createHash } from 'node:crypto';
import { instantOfLocal, isoWeekOf, localOf, weekdayOf } from './local-time';

/** What a run is for, and when it is due. */
export interface Slot {
  /** A date, a week, an attempt of a date, or the time of a poll in Unix seconds; it stands in job ids, which hold no colon. */
  readonly key: string;
  readonly at: Date;
}

export interface SlotPlace {
  readonly ownerUserId: string;
  /** The owner's zone: what holds where a kind has none of its own. */
  readonly ownerZone: string;
  readonly pollMs: number;
  /** Keys that this owner's kind has used: none is used again, whatever becomes of clock and zone. */
  readonly used: ReadonlySet<string>;
}

const MINUTE_MS = 60_000;
/** The end of a date for quiet attempts. */
const LAST_ATTEMPT = '22:00';
/** A week without a slot is passed over, such as one whose day a zone leaves out. */
const DAYS_AHEAD = 15;

const ENABLED: Readonly<Record<NotifyKind, (settings: NotifySettings) => boolean>> = {
  digest: (one) => one.digest_enabled,
  weekly: (one) => one.weekly_enabled,
  fx_delta: (one) => one.fx_delta_enabled,
  fx_apply: (one) => one.fx_apply_events_enabled,
  ops: (one) => one.ops_alerts_enabled,
  escalation: (one) => one.escalation_enabled,
};

export function isEnabled(kind: NotifyKind, settings: NotifySettings): boolean {
  return ENABLED[kind](settings);
}

/** The zone in which a kind's times are meant, and the days of what it tells. */
export function zoneOf(kind: NotifyKind, settings: Pick<NotifySettings, 'digest_tz' | 'weekly_tz'>, ownerZone: string): string {
  if (kind === 'digest') return settings.digest_tz ?? ownerZone;
  return kind === 'weekly' ? (settings.weekly_tz ?? ownerZone) : ownerZone;
}

/** The next slot strictly after a moment whose key is not used; null: the kind is off. */
export function nextSlot(kind: NotifyKind, settings: NotifySettings, after: Date, place: SlotPlace): Slot | null {
  if (!isEnabled(kind, settings)) return null;
  if (!isCalendar(kind)) return nextPoll(kind, after, place);
  const first = addDays(localOf(after, zoneOf(kind, settings, place.ownerZone)).day, -1);
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const found = slotsOfDay(kind, settings, addDays(first, ahead), place.ownerZone).find(({ key, at }) => at > after && isFree(key, place.used));
    if (found !== undefined) return found;
  }
  return null;
}

export function isCalendar(kind: NotifyKind): kind is 'digest' | 'weekly' {
  return kind === 'digest' || kind === 'weekly';
}

/** The slots of a local date, in their order: one, or none, or with quiet mode its attempts. */
export function slotsOfDay(kind: 'digest' | 'weekly', settings: NotifySettings, day: Day, ownerZone: string): readonly Slot[] {
  const zone = zoneOf(kind, settings, ownerZone);
  if (kind === 'weekly') {
    if (weekdayOf(day) !== settings.weekly_day_of_week) return [];
    const at = instantOfLocal(day, settings.weekly_time_local, zone);
    return at === null ? [] : [{ key: isoWeekOf(day), at }];
  }
  const at = instantOfLocal(day, settings.digest_time_local, zone);
  if (at === null) return [];
  return settings.digest_quiet_enabled ? attemptsOf(settings, { day, at, zone }) : [{ key: day, at }];
}

/** From the slot until the evening; a slot after that has one. */
function attemptsOf(settings: KindSettings<'digest'>, { day, at, zone }: { readonly day: Day; readonly at: Date; readonly zone: string }): readonly Slot[] {
  const last = instantOfLocal(day, LAST_ATTEMPT, zone) ?? at;
  const everyMs = settings.digest_quiet_attempt_interval_minutes * MINUTE_MS;
  const count = Math.max(0, Math.floor((last.getTime() - at.getTime()) / everyMs)) + 1;
  return Array.from({ length: count }, (_, n) => ({ key: `${day}-q${n}`, at: new Date(at.getTime() + n * everyMs) }));
}

/** The date of a digest's slot; an attempt's is that of its digest. */
export function dayOfSlot(key: string): Day {
  return key.slice(0, 10);
}

/** The attempt of a date whose digest was sent is no slot any more. */
function isFree(key: string, used: ReadonlySet<string>): boolean {
  return !used.has(key) && (!isAttempt(key) || !used.has(dayOfSlot(key)));
}

export function isAttempt(key: string): boolean {
  return /^\d{4}-\d\d-\d\d-q\d+$/.test(key);
}

/** Owners are spread over the time between two polls. */
function nextPoll(kind: NotifyKind, after: Date, { ownerUserId, pollMs }: SlotPlace): Slot {
  const offset = createHash('sha256').update(`${ownerUserId}/${kind}`).digest().readUInt32BE(0) % Math.floor(pollMs / 1_000) * 1_000;
  const at = new Date((Math.floor((after.getTime() - offset) / pollMs) + 1) * pollMs + offset);
  return { key: pollKey(at), at };
}

export function pollKey(at: Date): string {
  return String(Math.floor(at.getTime() / 1_000));
}
