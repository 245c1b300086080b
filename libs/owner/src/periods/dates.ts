import { readNumeral } from '../text/numerals';
import { type CalendarDay, dayOf } from './calendar';
import { attempt, take, takeFrom, type Reader } from './reader';
import { DAY_OF_MONTH, MONTHS, oneOf, YEAR_WORDS } from './words';

/** A date as it was said; what was left out (month, year) is completed from its neighbour and from today. */
export type SaidDate = { day: number; month: number | null; year: number | null };

const OF = oneOf('of the');

/** `2027-03-15`, `15.03`, `15.03.2027`, `15 марта 2027`, `15th of March`, `March 15`, `15 числа`. */
export function readDate(reader: Reader): SaidDate | null {
  for (const form of FORMS) {
    const date = attempt(reader, form);
    if (date) return date;
  }
  return null;
}

/** A day number alone, the first half of "с 1 по 15 марта" or "1-15 марта". */
export function readBareDay(reader: Reader): SaidDate | null {
  return attempt(reader, (from) => {
    const numeral = readNumeral(from.words, from.at);
    if (!numeral || numeral.value < 1 || numeral.value > 99) return null;
    from.at += numeral.length;
    take(from, DAY_OF_MONTH);
    return { day: numeral.value, month: null, year: null };
  });
}

function readIsoDate(reader: Reader): SaidDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(reader.words[reader.at] ?? '');
  if (!match) return null;
  reader.at += 1;
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

function readDottedDate(reader: Reader): SaidDate | null {
  const match = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{2}|\d{4}))?$/.exec(reader.words[reader.at] ?? '');
  // "49.90" is an amount.
  if (!match || (match[3] === undefined && Number(match[2]) > 12)) return null;
  reader.at += 1;
  const year = match[3] === undefined ? null : Number(match[3]) + (match[3].length === 2 ? 2000 : 0);
  return { day: Number(match[1]), month: Number(match[2]), year };
}

/** `15-03-2027`, `15/03/2027`, `03/15/2027`; `03/04/2027` is a day in two months and is not guessed. */
function readSlashedDate(reader: Reader): SaidDate | null {
  const match = /^(\d{1,2})([-/])(\d{1,2})[-/](\d{4})$/.exec(reader.words[reader.at] ?? '');
  if (!match) return null;
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  reader.at += 1;
  if (match[2] === '-' || first > 12) return { day: first, month: second, year };
  return second > 12 ? { day: second, month: first, year } : null;
}

function readDayMonth(reader: Reader): SaidDate | null {
  const day = readBareDay(reader);
  if (!day) return null;
  take(reader, OF);
  const month = takeFrom(reader, MONTHS);
  return month === undefined ? null : { day: day.day, month, year: readYear(reader) };
}

function readMonthDay(reader: Reader): SaidDate | null {
  const month = takeFrom(reader, MONTHS);
  if (month === undefined) return null;
  take(reader, OF);
  const numeral = readNumeral(reader.words, reader.at);
  if (!numeral || numeral.value > 99) return null;
  reader.at += numeral.length;
  return { day: numeral.value, month, year: readYear(reader) };
}

function readDayOfMonth(reader: Reader): SaidDate | null {
  const numeral = readNumeral(reader.words, reader.at);
  if (!numeral) return null;
  reader.at += numeral.length;
  return take(reader, DAY_OF_MONTH) ? { day: numeral.value, month: null, year: null } : null;
}

/** `2026`, `2026 года`. */
export function readYear(reader: Reader): number | null {
  const word = reader.words[reader.at] ?? '';
  if (!/^(?:19|20|21)\d{2}$/.test(word)) return null;
  reader.at += 1;
  take(reader, YEAR_WORDS);
  return Number(word);
}

/** The latest such day that is not in the future; with a year that very day. Null: there is no such day. */
export function completeDate({ day, month, year }: SaidDate, now: CalendarDay): CalendarDay | null {
  if (year !== null) return dayOf(year, month ?? now.month, day);
  if (month !== null) return latest(yearsBack(now).map((candidate) => dayOf(candidate, month, day)), now);
  return latest([0, 1, 2].map((back) => now.startOf('month').minus({ months: back })).map((first) => dayOf(first.year, first.month, day)), now);
}

/** Eight years hold a 29 February, also around a century. */
function yearsBack(now: CalendarDay): number[] {
  return Array.from({ length: 9 }, (_, back) => now.year - back);
}

function latest(candidates: readonly (CalendarDay | null)[], now: CalendarDay): CalendarDay | null {
  return candidates.find((candidate) => candidate !== null && candidate <= now) ?? null;
}

const FORMS = [readIsoDate, readDottedDate, readSlashedDate, readDayMonth, readMonthDay, readDayOfMonth];
