import type { CalendarDay } from './calendar';
import { readSingleDay, readSpan } from './named';
import type { FoundPeriod } from './period';
import { type Meaning, readCalendarYear, readDateRange, readMonths, readOpenRange, readQuarter } from './ranges';
import { readWeekdayRange } from './weekday-ranges';
import { LEADERS } from './words';
import { take, type Reader } from './reader';

/** The readings, from the most to the least specific wording. The longest match at a place wins, then the earlier reading. */
const READINGS: readonly ((reader: Reader, now: CalendarDay) => Meaning | null)[] = [
  readDateRange,
  readWeekdayRange,
  readOpenRange,
  readSingleDay,
  readCalendarYear,
  readQuarter,
  readSpan,
  readAfterLeaders,
];

/** All periods of a row of words (see `wordsOf`), left to right, none overlapping. Pure: `now` is today in the owner's zone. */
export function findPeriods(words: readonly string[], now: CalendarDay): FoundPeriod[] {
  const found: FoundPeriod[] = [];
  let at = 0;
  while (at < words.length) {
    const best = longestAt(words, at, now);
    if (best) found.push(best);
    at = best ? best.end : at + 1;
  }
  return found;
}

function longestAt(words: readonly string[], start: number, now: CalendarDay): FoundPeriod | null {
  let best: FoundPeriod | null = null;
  for (const read of READINGS) {
    const reader: Reader = { words, at: start };
    const meaning = read(reader, now);
    if (meaning && reader.at > (best?.end ?? start)) best = { start, end: reader.at, ...meaning };
  }
  return best;
}

function readAfterLeaders(reader: Reader, now: CalendarDay): Meaning | null {
  const before = reader.at;
  // "с января по март" needs its own "с".
  const months = readMonths(reader, now);
  if (months) return months;
  reader.at = before;
  while (take(reader, LEADERS)) continue;
  return readMonths(reader, now);
}
