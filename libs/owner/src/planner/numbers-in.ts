import { Decimal } from 'decimal.js';
import type { ReplyContext } from '@ownerbot/conversation';
import { numberTokens, readFigure } from '../parsers/numbers/read-figure';
import { durationParser } from '../parsers/time/duration';
import type { FoundPeriod } from '../periods/period';
import type { Sentence } from '../intents/sentence/analyse';
import type { Value, ValueKind } from '../intents/sentence/value';
import { resolvePeriod, type Period } from '@ownerbot/tools';

/** Readers of a sentence for one purpose: whether a value that a model wrote stands there. Pure. */
type Days = { readonly from: string; readonly to: string };

/** The figure of a value as the sentence has it: "пять процентов" is 5. */
function figureOf({ text }: Value): Decimal | null {
  return readFigure(numberTokens(text), 0)?.value ?? null;
}

/** All figures of these kinds. */
export const figuresOf = (sentence: Sentence, kinds: readonly ValueKind[]): Decimal[] => sentence.values.filter(({ kind }) => kinds.includes(kind)).flatMap((value) => figureOf(value) ?? []);

const HOURS = durationParser({ unit: 'hours', min: 1, max: 100_000 });
const DAYS = durationParser({ unit: 'days', min: 1, max: 10_000 });
const LIMITS: readonly ValueKind[] = ['wait', 'count', 'stock_limit', 'uses'];

/** Every number that the sentence says in some unit: counts, limits, hours of a duration, days of a period. */
export function numbersIn(sentence: Sentence, context: ReplyContext): Decimal[] {
  const limits = sentence.values.filter(({ kind }) => LIMITS.includes(kind)).flatMap(({ data }) => (typeof data === 'number' ? [new Decimal(data)] : []));
  const durations = sentence.values
    .filter(({ kind }) => kind === 'duration')
    .flatMap(({ text }) => [HOURS, DAYS].flatMap((parser) => {
      const read = parser.parse(text, context);
      return read.ok && typeof read.value === 'number' ? [new Decimal(read.value)] : [];
    }));
  const lengths = periodsIn(sentence, context).map(({ from, to }) => new Decimal((Date.parse(to) - Date.parse(from)) / 86_400_000 + 1));
  return [...limits, ...durations, ...lengths, ...figuresOf(sentence, ['number'])];
}

/** The periods that the sentence names, as days. */
export function periodsIn(sentence: Sentence, context: ReplyContext): Days[] {
  return sentence.values.flatMap(({ kind, data }) => (kind === 'period' && isUsable(data) ? [resolvePeriod(data.period, context)] : []));
}

const isUsable = (data: unknown): data is Extract<FoundPeriod, { period: unknown }> => typeof data === 'object' && data !== null && 'period' in data;

/** The days of a period in a payload; null where it is none. */
export function daysOf(value: unknown, context: ReplyContext): Days | null {
  if (typeof value !== 'object' || value === null || !('preset' in value)) return null;
  try {
    return resolvePeriod({ ...value } as Period, context);
  } catch {
    return null;
  }
}

