import { addDays, dayOf, daysBetween, isDay, isZone, type WindowQuery } from '@ownerbot/shop';
import { invalid } from '../sis-refusal';

const MAX_IDS = 200;

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Reads the query of a GET. What cannot be read is 422 `VALIDATION`, what is out of range 422 `OUT_OF_RANGE`; nothing is clamped. */
export interface QueryReader {
  has(name: string): boolean;
  text(name: string, length: Range): string | undefined;
  integer(name: string, range: Range): number | undefined;
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined;
  flag(name: string): boolean | undefined;
  ids(name: string): number[] | undefined;
  window(now: Date, days: Range): WindowQuery;
}

/** The query as an object, for the hash of the filters: the place in a list is no filter. */
export function filtersOf(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name]) => name !== 'cursor' && name !== 'limit'));
}

export function queryReader(query: URLSearchParams): QueryReader {
  const valueOf = (name: string): string | undefined => query.get(name) ?? undefined;

  return {
    has: (name) => query.has(name),
    text(name, { min, max }) {
      const value = valueOf(name);
      if (value !== undefined && (value.length < min || value.length > max)) throw invalid(name, `${min}..${max} characters`, 'OUT_OF_RANGE');
      return value;
    },
    integer(name, { min, max }) {
      const value = valueOf(name);
      if (value === undefined) return undefined;
      if (!/^-?\d{1,15}$/.test(value)) throw invalid(name, `a whole number ${min}..${max}`);
      const number = Number(value);
      if (number < min || number > max) throw invalid(name, `${min}..${max}`, 'OUT_OF_RANGE');
      return number;
    },
    oneOf(name, values) {
      const value = valueOf(name);
      if (value === undefined) return undefined;
      const found = values.find((one) => one === value);
      if (found === undefined) throw invalid(name, values.join(', '));
      return found;
    },
    flag(name) {
      const value = valueOf(name);
      if (value === undefined) return undefined;
      if (value !== 'true' && value !== 'false') throw invalid(name, 'true, false');
      return value === 'true';
    },
    ids(name) {
      const value = valueOf(name);
      if (value === undefined) return undefined;
      const parts = value.split(',');
      if (!parts.every((part) => /^[1-9]\d{0,14}$/.test(part))) throw invalid(name, 'a comma list of whole numbers ≥ 1');
      if (parts.length > MAX_IDS) throw invalid(name, `at most ${MAX_IDS}`, 'OUT_OF_RANGE');
      return [...new Set(parts.map(Number))];
    },
    window(now, { min, max }) {
      const [from, to, tz] = [valueOf('from'), valueOf('to'), valueOf('tz')];
      if (!isZone(tz)) throw invalid('tz', 'an IANA zone name');
      if (!isDay(from)) throw invalid('from', 'YYYY-MM-DD');
      if (!isDay(to)) throw invalid('to', 'YYYY-MM-DD');
      const today = dayOf(now, tz);
      if (to > today) throw invalid('to', `no later than ${today}`, 'OUT_OF_RANGE');
      const days = daysBetween(from, to);
      if (days < min || days > max) throw invalid('from', `${min}..${max} days, for example ${addDays(to, 1 - min)}`, 'OUT_OF_RANGE');
      return { from, to, tz };
    },
  };
}
