import { resolvePeriod, type PeriodPreset } from '@ownerbot/tools';
import { ownerLexicon } from '../../lexicon/owner-lexicon';
import { dayOf, daysBetween, today } from '../../periods/calendar';
import { findPeriods } from '../../periods/find-periods';
import { LONGEST_PERIOD_DAYS, type Period, type PeriodRefusal } from '../../periods/period';
import { wordsOf } from '../../text/words';
import { parsed, quote, refused, type ParseContext, type Parsed, type Parser } from '../parser';

export type PeriodOptions = { readonly allow?: readonly PeriodPreset[]; readonly maxDays?: number };

const REFUSALS: Readonly<Record<PeriodRefusal, string>> = {
  future: 'parse.period.future',
  too_long: 'parse.period.too_long',
  no_such_day: 'parse.date.no_such_day',
  reversed: 'parse.period.reversed',
  not_positive: 'parse.period.not_positive',
};

const PASSED = new Set(['filler', 'read_filler', 'polite']);

/** The grammar of periods; the whole text must be one period. Gives the `Period` of a payload. */
export function periodParser({ allow, maxDays = LONGEST_PERIOD_DAYS }: PeriodOptions): Parser {
  return {
    parse: (text, context) => {
      const now = today(context.now, context.timezone);
      const words = wordsOf(text);
      const found = findPeriods(words, now);
      const rest = words.filter((word, at) => /[\p{L}\p{N}]/u.test(word) && !found.some(({ start, end }) => start <= at && at < end));
      const [only, second] = found;
      if (only === undefined || rest.some((word) => !PASSED.has(ownerLexicon().meaningOf(word, false)?.class ?? ''))) return refused('parse.period.unreadable', { said: quote(text) });
      if (second !== undefined) return refused('parse.period.two', { said: quote(text) });
      if ('refusal' in only) return only.refusal === 'too_long' ? refused('parse.period.too_long', { days: maxDays }) : refused(REFUSALS[only.refusal]);
      return limited(only.period, { allow, maxDays });
    },
    accepts: (value) => isPeriod(value) && limited(value, { allow, maxDays }).ok,
    edges: () => [],
    show: (value, context) => {
      if (!isPeriod(value)) return '';
      const { from, to } = daysOfPeriod(value, context);
      return context.texts.text('report.period', { preset: value.preset === 'custom' ? 'other' : `p_${value.preset}`, range: context.formats.range(from, to) });
    },
  };
}

function limited(period: Period, { allow, maxDays }: { allow: PeriodOptions['allow']; maxDays: number }): Parsed {
  if (allow !== undefined && !allow.includes(period.preset)) return refused('parse.period.unreadable', { said: period.preset });
  if (period.preset !== 'custom') return parsed(period);
  const [from, to] = [period.from, period.to].map((day) => {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    return dayOf(year, month, date);
  });
  return from && to && daysBetween(from, to) > maxDays ? refused('parse.period.too_long', { days: maxDays }) : parsed(period);
}

const PRESETS = new Set(['today', 'yesterday', '7d', '30d', '90d', 'this_week', 'last_week', 'this_month', 'last_month']);

export function isPeriod(value: unknown): value is Period {
  if (typeof value !== 'object' || value === null || !('preset' in value)) return false;
  if (value.preset !== 'custom') return PRESETS.has(String(value.preset)) && Object.keys(value).length === 1;
  return 'from' in value && 'to' in value && typeof value.from === 'string' && typeof value.to === 'string';
}

/** The two days of a period as they are today. */
export function daysOfPeriod(period: Period, { now, timezone }: Pick<ParseContext, 'now' | 'timezone'>): { from: string; to: string } {
  if (period.preset === 'custom') return { from: period.from, to: period.to };
  const { from, to } = resolvePeriod(period, { now, timezone });
  return { from, to };
}
