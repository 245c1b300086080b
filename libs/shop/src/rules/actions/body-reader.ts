import { Decimal } from 'decimal.js';
import { refusedField, type ShopRefusal } from '../refusal';

export interface Range {
  readonly min: Decimal.Value;
  readonly max: Decimal.Value;
  /** Digits after the point, 2 if not said. */
  readonly places?: number;
}

/** Reads the fields of an action's body. What is missing or of another type is `VALIDATION`, a value beyond its range `OUT_OF_RANGE`. */
export interface BodyReader {
  has(name: string): boolean;
  integer(name: string, range: { min: number; max: number }, otherwise?: number): number;
  optionalInteger(name: string, range: { min: number; max: number }): number | null;
  /** A decimal text; numbers are refused, they lose cents. */
  decimal(name: string, range: Range, otherwise?: string): Decimal;
  oneOf<T extends string>(name: string, values: readonly T[], otherwise?: T): T;
  flag(name: string, otherwise?: boolean): boolean;
  text(name: string, length: { min: number; max: number }, otherwise?: string): string;
  matching(name: string, form: RegExp, allowed: string): string;
  instant(name: string): Date | null;
  /** 1..200 whole numbers, each once, in ascending order. */
  ids(name: string): number[];
  texts(name: string, form: RegExp, allowed: string): string[];
  part(name: string): Readonly<Record<string, unknown>>;
}

const MAX_IDS = 200;
const DECIMAL = /^-?\d{1,12}(\.\d{1,12})?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

export function readerOf(body: unknown): BodyReader {
  if (!isObject(body)) throw refusedField('VALIDATION', 'body', 'object', 'an object');
  const valueOf = (name: string): unknown => (Object.hasOwn(body, name) ? body[name] : undefined);
  const invalid = (path: string, rule: string, allowed: string): ShopRefusal => refusedField('VALIDATION', path, rule, allowed);
  const orElse = <T>(name: string, otherwise: T | undefined, allowed: string): T => {
    if (otherwise === undefined) throw invalid(name, 'required', allowed);
    return otherwise;
  };

  const reader: BodyReader = {
    has: (name) => valueOf(name) !== undefined && valueOf(name) !== null,
    integer: (name, range, otherwise) => {
      const allowed = `${range.min}..${range.max}`;
      if (!reader.has(name)) return orElse(name, otherwise, allowed);
      const value = valueOf(name);
      if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(name, 'integer', allowed);
      if (value < range.min || value > range.max) throw refusedField('OUT_OF_RANGE', name, 'range', allowed);
      return value;
    },
    optionalInteger: (name, range) => (reader.has(name) ? reader.integer(name, range) : null),
    decimal: (name, { min, max, places = 2 }, otherwise) => {
      const allowed = `${new Decimal(min).toString()}..${new Decimal(max).toString()} with at most ${places} places`;
      const text = reader.has(name) ? valueOf(name) : orElse(name, otherwise, allowed);
      if (typeof text !== 'string' || !DECIMAL.test(text)) throw invalid(name, 'decimal', allowed);
      const value = new Decimal(text);
      if (value.decimalPlaces() > places) throw invalid(name, 'decimal', allowed);
      if (value.lt(min) || value.gt(max)) throw refusedField('OUT_OF_RANGE', name, 'range', allowed);
      return value;
    },
    oneOf: (name, values, otherwise) => {
      if (!reader.has(name)) return orElse(name, otherwise, values.join(', '));
      const found = values.find((value) => value === valueOf(name));
      if (found === undefined) throw invalid(name, 'one_of', values.join(', '));
      return found;
    },
    flag: (name, otherwise) => {
      if (!reader.has(name)) return orElse(name, otherwise, 'true, false');
      const value = valueOf(name);
      if (typeof value !== 'boolean') throw invalid(name, 'boolean', 'true, false');
      return value;
    },
    text: (name, length, otherwise) => {
      const allowed = `${length.min}..${length.max} characters`;
      const value = reader.has(name) ? valueOf(name) : orElse(name, otherwise, allowed);
      if (typeof value !== 'string') throw invalid(name, 'text', allowed);
      const count = [...value].length;
      if (count < length.min || count > length.max) throw refusedField('OUT_OF_RANGE', name, 'length', allowed);
      return value;
    },
    matching: (name, form, allowed) => {
      const value = valueOf(name);
      if (typeof value !== 'string' || !form.test(value)) throw invalid(name, 'form', allowed);
      return value;
    },
    instant: (name) => {
      if (!reader.has(name)) return null;
      const value = valueOf(name);
      const at = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : null;
      if (at === null || Number.isNaN(at.getTime())) throw invalid(name, 'instant', 'ISO 8601 with its zone');
      return at;
    },
    ids: (name) =>
      listOf(name, 'whole numbers of 1 or more', (item): item is number => Number.isSafeInteger(item) && Number(item) >= 1).sort((a, b) => a - b),
    texts: (name, form, allowed) =>
      listOf(name, allowed, (item): item is string => typeof item === 'string' && form.test(item)).sort((a, b) => (a < b ? -1 : 1)),
    part: (name) => {
      const value = valueOf(name);
      if (!isObject(value)) throw invalid(name, 'object', 'an object');
      return value;
    },
  };

  function listOf<T>(name: string, items: string, isItem: (item: unknown) => item is T): T[] {
    const value: unknown = valueOf(name);
    const allowed = `1..${MAX_IDS} ${items}`;
    if (!Array.isArray(value) || !value.every(isItem)) throw invalid(name, 'list', allowed);
    if (value.length < 1 || value.length > MAX_IDS) throw refusedField('OUT_OF_RANGE', name, 'length', allowed);
    return [...new Set(value)];
  }

  return reader;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
