import { Decimal } from 'decimal.js';
import { normalise } from '../../text/normalise';
import { numberTokens, readFigure } from '../numbers/read-figure';
import { parsed, quote, refused, type Parsed, type Parser } from '../parser';

export type DurationUnit = 'minutes' | 'hours' | 'days';
export type DurationOptions = {
  readonly unit: DurationUnit;
  readonly min?: number;
  readonly max?: number;
  /** "No end" is an answer; its value is {@link NEVER}. */
  readonly never?: boolean;
  /** The prompt fixes one unit, so that a bare number is one of them. */
  readonly bare?: boolean;
};

/** The value of a duration without an end. */
export const NEVER = 'never';

const MINUTES_OF: Readonly<Record<DurationUnit, number>> = { minutes: 1, hours: 60, days: 1_440 };
const UNBOUNDED = 1_000_000;
const UNIT_FORMS: readonly (readonly [minutes: number, forms: string])[] = [
  [1, 'м мин минута минуты минут минуту m min mins minute minutes'],
  [60, 'ч час часа часов часик h hr hrs hour hours'],
  [1_440, 'д дн день дня дней сутки суток сут d day days'],
  [10_080, 'нед неделя недели недель неделю w wk week weeks'],
];
const UNITS = new Map(UNIT_FORMS.flatMap(([minutes, forms]) => forms.split(' ').map((form) => [form, minutes] as const)));
const NEVER_FORM = /^(?:бессрочн\p{L}*|навсегда|без срока|без конца|без ограничени\p{L}+|no end|never|forever|unlimited|no expiry|without end)$/u;
const FILLERS = new Set('на за в раз каждые каждый не чаще more than больше дольше for every a an one the пожалуйста please . !'.split(' '));

/** `2 часа`, `сутки`, `3 дня`, `неделю`, `полчаса`, `полтора часа`, `2h`, `a week`, `бессрочно`; a whole number of `unit`. */
export function durationParser({ unit, min, max, never = false, bare = false }: DurationOptions): Parser {
  const within = (value: number): boolean => value >= (min ?? 0) && value <= (max ?? UNBOUNDED);
  const allowed = { min: String(min ?? 0), max: String(max ?? UNBOUNDED), unit };
  return {
    parse: (text) => {
      const whole = normalise(text).replace(/[.!]+$/, '');
      if (NEVER_FORM.test(whole)) return never ? parsed(NEVER) : refused('parse.duration.no_end', allowed);
      const minutes = readMinutes(numberTokens(whole), text, bare ? MINUTES_OF[unit] : null);
      if (!(minutes instanceof Decimal)) return minutes;
      const value = minutes.div(MINUTES_OF[unit]);
      if (!value.isInteger()) return refused('parse.duration.not_whole', { said: quote(text), unit });
      return within(value.toNumber()) ? parsed(value.toNumber()) : refused('parse.duration.outside', allowed);
    },
    accepts: (value) => (value === NEVER ? never : Number.isSafeInteger(value) && within(Number(value))),
    edges: () => [min ?? 0, max ?? UNBOUNDED, ...(never ? [NEVER] : [])],
    show: (value, { texts }) => (value === NEVER ? texts.text('parse.show.never') : texts.text('parse.show.duration', inLargestUnit(Number(value), unit))),
  };
}

/** Whole days from two on are told as days: nobody counts a week in hours. */
function inLargestUnit(count: number, unit: DurationUnit): { count: number; unit: DurationUnit } {
  const days = (count * MINUTES_OF[unit]) / MINUTES_OF.days;
  return Number.isInteger(days) && days >= 2 ? { count: days, unit: 'days' } : { count, unit };
}

function readMinutes(tokens: readonly string[], text: string, bareMinutes: number | null): Decimal | Parsed {
  if (tokens.length === 0) return refused('parse.empty');
  let sum: Decimal | null = null;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] ?? '';
    const half = token === 'полчаса' ? 30 : token === 'полдня' ? 720 : token === 'полсуток' ? 720 : null;
    const figure = half === null && !UNITS.has(token) ? readFigure(tokens, at) : null;
    const unitAt = at + (figure?.length ?? 0);
    const minutes = half ?? UNITS.get(tokens[unitAt] ?? '');
    if (minutes !== undefined && (figure !== null || half !== null || UNITS.has(token))) {
      // "1,200 hours" is either, and one of them is wrong by a thousand.
      if (figure !== null && figure.thousands !== null) return refused('parse.number.separator', { said: quote(text) });
      sum = (sum ?? new Decimal(0)).plus(half === null ? (figure?.value ?? new Decimal(1)).times(minutes) : minutes);
      at = half === null ? unitAt + 1 : at + 1;
      continue;
    }
    if (figure !== null) {
      if (bareMinutes === null || sum !== null || unitAt < tokens.length) return refused(bareMinutes === null && unitAt >= tokens.length ? 'parse.duration.unit' : 'parse.duration.unreadable', { said: quote(text) });
      return figure.value.times(bareMinutes);
    }
    if (!FILLERS.has(token) && !(token === 'и' || token === 'and')) return refused('parse.duration.unreadable', { said: quote(text) });
    at += 1;
  }
  return sum ?? refused('parse.duration.unreadable', { said: quote(text) });
}
