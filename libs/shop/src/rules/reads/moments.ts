import { DateTime } from 'luxon';
import { addDays, dayOf } from '../../local-days';
import type { Day } from '../../methods/shared-types';

const MINUTE_MS = 60_000;
/** Clocks change in the night: from this minute on a day has the offset that it has at noon. */
const SETTLED_MINUTE = 5 * 60;

/** Turns seeded moments into real ones, as of a moment in a zone. Days are resolved once, so it is cheap for many rows. */
export interface Moments {
  readonly today: Day;
  /** Of an anchored day and minute; null stays null. */
  at(dayOffset: number | null, minute: number | null): Date | null;
  /** Of an age in minutes, cut to the minute. */
  ago(minutes: number): Date;
  day(dayOffset: number): Day;
}

export function momentsOf(now: Date, tz: string): Moments {
  const today = dayOf(now, tz);
  const minuteNow = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const midnights = new Map<number, number>();
  const day = (offset: number): Day => addDays(today, -offset);

  // What midnight would be if the day kept the offset of its noon.
  const settledMidnight = (offset: number): number => {
    const known = midnights.get(offset);
    if (known !== undefined) return known;
    const noon = DateTime.fromISO(`${day(offset)}T12:00:00`, { zone: tz });
    const midnight = noon.toMillis() - 12 * 60 * MINUTE_MS;
    midnights.set(offset, midnight);
    return midnight;
  };

  return {
    today,
    day,
    ago: (minutes) => new Date(minuteNow - minutes * MINUTE_MS),
    at: (offset, minute) => {
      if (offset === null || minute === null) return null;
      if (minute >= SETTLED_MINUTE) return new Date(settledMidnight(offset) + minute * MINUTE_MS);
      const local = DateTime.fromISO(day(offset), { zone: tz }).set({ hour: Math.floor(minute / 60), minute: minute % 60 });
      return local.toJSDate();
    },
  };
}
