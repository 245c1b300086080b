import type { Day } from '@ownerbot/shop';

const HOUR_MS = 3_600_000;
/** No zone is further from UTC, and no clock was ever moved by more. */
const FAR_MS = 27 * HOUR_MS;
const SECOND_MS = 1_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  formats.set(zone, made);
  return made;
}

/** What the clock of a zone shows, as if it were UTC, in whole seconds. @throws RangeError for an unknown zone */
function shownMs(atMs: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(atMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The local date and time of a moment. */
export function localOf(at: Date, zone: string): { readonly day: Day; readonly time: string } {
  const shown = new Date(shownMs(at.getTime(), zone)).toISOString();
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/**
 * The moment at which the clock of a zone shows a time of a date. Of a time that comes twice the first; of one that does not come, the
 * first moment after the gap. Null: that zone leaves the whole date out. Both offsets around the date are tried by hand, because libraries
 * of dates do not promise which of two moments they give.
 */
export function instantOfLocal(day: Day, time: string, zone: string): Date | null {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const offsets = [wanted - FAR_MS, wanted + FAR_MS].map((at) => shownMs(at, zone) - at);
  const found = offsets.map((offset) => wanted - offset).filter((at) => shownMs(at, zone) === wanted);
  if (found.length > 0) return new Date(Math.min(...found));
  if (!hasDay(day, zone)) return null;
  return new Date(firstShowing(wanted, zone));
}

function hasDay(day: Day, zone: string): boolean {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return shownMs(firstShowing(midnight, zone), zone) < midnight + 24 * HOUR_MS;
}

/** The first second whose local time is this one or later. */
function firstShowing(wanted: number, zone: string): number {
  let [before, after] = [wanted - FAR_MS, wanted + FAR_MS];
  while (after - before > SECOND_MS) {
    const middle = before + Math.floor((after - before) / 2 / SECOND_MS) * SECOND_MS;
    if (shownMs(middle, zone) >= wanted) after = middle;
    else before = middle;
  }
  return after;
}

/** `2027-W12` of a date, by ISO 8601: weeks begin on Monday, and the first of a year holds its first Thursday. */
export function isoWeekOf(day: Day): string {
  const at = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(at.getTime() + (3 - weekdayOf(day)) * 24 * HOUR_MS);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - first) / (7 * 24 * HOUR_MS)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
