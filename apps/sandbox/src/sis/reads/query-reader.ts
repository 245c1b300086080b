import { isDay, isZone, type PageQuery, type WindowQuery } from '@ownerbot/shop';
import { invalid } from '../sis-refusal';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Reads the query of a GET. What cannot be read is 422 `VALIDATION`, what is out of range 422 `OUT_OF_RANGE`; nothing is clamped. */
export interface QueryReader {
  has(name: string): boolean;
  text(name: string): string | undefined;
  integer(name: string, range: Range): number | undefined;
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined;
  flag(name: string): boolean | undefined;
  ids(name: string): number[] | undefined;
  /** Its span is for the rules of the question to judge. */
  window(): WindowQuery;
  page(defaultLimit?: number): PageQuery;
}

export const ANY_ID: Range = { min: 1, max: Number.MAX_SAFE_INTEGER };
const DEFAULT_LIMIT = 20;
const PAGE_LIMIT: Range = { min: 1, max: 200 };
const MAX_CURSOR = 256;

export function queryReader(query: URLSearchParams): QueryReader {
  const valueOf = (name: string): string | undefined => query.get(name) ?? undefined;
  const reader: QueryReader = {
    has: (name) => query.has(name),
    text: valueOf,
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
      return [...new Set(parts.map(Number))];
    },
    window() {
      const [from, to, tz] = [valueOf('from'), valueOf('to'), valueOf('tz')];
      if (!isZone(tz)) throw invalid('tz', 'an IANA zone name');
      if (!isDay(from)) throw invalid('from', 'YYYY-MM-DD');
      if (!isDay(to)) throw invalid('to', 'YYYY-MM-DD');
      return { from, to, tz };
    },
    page(defaultLimit = DEFAULT_LIMIT) {
      const cursor = valueOf('cursor');
      if (cursor !== undefined && cursor.length > MAX_CURSOR) throw invalid('cursor', `at most ${MAX_CURSOR} characters`, 'CURSOR_INVALID');
      return { limit: reader.integer('limit', PAGE_LIMIT) ?? defaultLimit, cursor };
    },
  };
  return reader;
}
