import { today, isoDay, daysBetween, dayOf, type CalendarDay } from '../../periods/calendar';
import { completeDate, readDate, type SaidDate } from '../../periods/dates';
import { findPeriods } from '../../periods/find-periods';
import { wordsOf } from '../../text/words';
import { parsed, quote, refused, type Parsed, type Parser } from '../parser';

export type DateOptions = { readonly direction?: 'past' | 'future'; readonly maxDays?: number };

const AMBIGUOUS = /(?<!\d)(\d{1,2})\/(\d{1,2})(?!\d|\/\d)/;
const POLITE = new Set(['пожалуйста', 'please', 'с', 'на', 'до', 'в', 'on', 'by', 'from', 'the']);
const YEARS_AHEAD = 8;

/** `15.03`, `15.03.2027`, `15 марта`, `вчера`, `в понедельник`, `Mar 15`, ISO: one day, not after today unless `future`. */
export function dateParser({ direction = 'past', maxDays }: DateOptions): Parser {
  return {
    parse: (text, context) => {
      const now = today(context.now, context.timezone);
      if (AMBIGUOUS.test(text)) return refused('parse.date.ambiguous', { said: quote(text) });
      const day = direction === 'future' ? readFuture(text, now) : readPast(text, now);
      if (!(typeof day === 'object' && 'year' in day)) return day;
      const distance = direction === 'future' ? daysBetween(now, day) - 1 : daysBetween(day, now) - 1;
      if (distance < 0) return refused(direction === 'future' ? 'parse.date.past' : 'parse.date.future');
      return maxDays !== undefined && distance > maxDays ? refused('parse.date.too_far', { days: maxDays }) : parsed(isoDay(day));
    },
    accepts: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && dayOfIso(value) !== null,
    edges: () => [],
    show: (value, { formats }) => formats.day(String(value)),
  };
}

function dayOfIso(text: string): CalendarDay | null {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return dayOf(year, month, day);
}

function readPast(text: string, now: CalendarDay): CalendarDay | Parsed {
  const words = wordsOf(text);
  const [only, second] = findPeriods(words, now);
  const isWhole = only !== undefined && words.every((word, at) => (only.start <= at && at < only.end) || POLITE.has(word) || !/[\p{L}\p{N}]/u.test(word));
  if (!isWhole || second !== undefined) return refused('parse.date.unreadable', { said: quote(text) });
  if ('refusal' in only) return refused(only.refusal === 'no_such_day' ? 'parse.date.no_such_day' : only.refusal === 'future' ? 'parse.date.future' : 'parse.date.unreadable', only.refusal === 'no_such_day' || only.refusal === 'future' ? undefined : { said: quote(text) });
  const { period } = only;
  if (period.preset === 'today') return now;
  if (period.preset === 'yesterday') return now.minus({ days: 1 });
  const day = period.preset === 'custom' && period.from === period.to ? dayOfIso(period.from) : null;
  return day ?? refused('parse.date.unreadable', { said: quote(text) });
}

const RELATIVE: Readonly<Record<string, number>> = { сегодня: 0, today: 0, завтра: 1, tomorrow: 1, послезавтра: 2 };

function readFuture(text: string, now: CalendarDay): CalendarDay | Parsed {
  const words = wordsOf(text).filter((word) => !POLITE.has(word));
  const relative = words.length === 1 ? RELATIVE[words[0] ?? ''] : undefined;
  if (relative !== undefined) return now.plus({ days: relative });
  const reader = { words, at: 0 };
  const said = readDate(reader);
  if (said === null || reader.at < words.length) return refused('parse.date.unreadable', { said: quote(text) });
  return completeAhead(said, now) ?? refused('parse.date.no_such_day');
}

/** The next such day; with a year that very day. */
function completeAhead(said: SaidDate, now: CalendarDay): CalendarDay | null {
  if (said.year !== null) return completeDate(said, now);
  const { month, day } = said;
  const candidates =
    month === null
      ? [0, 1, 2].map((ahead) => now.startOf('month').plus({ months: ahead })).map((first) => dayOf(first.year, first.month, day))
      : Array.from({ length: YEARS_AHEAD + 1 }, (_, ahead) => dayOf(now.year + ahead, month, day));
  return candidates.find((candidate) => candidate !== null && candidate >= now) ?? null;
}
