import type { Localised } from '@ownerbot/conversation';
import { knownNames, type Report } from './findings';

/** Reads the keys of one object of a file; every key that nobody asked for is a finding. */
export interface Fields {
  raw(key: string): unknown;
  string(key: string): string;
  stringOr<T>(key: string, otherwise: T): string | T;
  integer(key: string, range: { min: number; max: number }, otherwise?: number): number;
  flag(key: string, otherwise: boolean): boolean;
  oneOf<T extends string>(key: string, values: readonly T[], otherwise: T): T;
  localised(key: string): Localised;
  list(key: string): readonly unknown[];
  texts(key: string): readonly string[];
  object(key: string): Readonly<Record<string, unknown>>;
  /** Tells unknown keys; called when all known ones were asked for. */
  done(): void;
}

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export function fieldsOf(value: unknown, path: string, report: Report): Fields {
  const source = isObject(value) ? value : {};
  if (!isObject(value)) report(path, 'TPL_MISSING_KEY', 'is no object', 'an object with keys');
  const asked = new Set<string>();
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const missing = (key: string, allowed: string): void =>
    report(at(key), 'TPL_MISSING_KEY', source[key] === undefined ? 'is missing' : `cannot be ${JSON.stringify(source[key])?.slice(0, 60) ?? 'this'}`, allowed);
  const raw = (key: string): unknown => {
    asked.add(key);
    return source[key];
  };
  const list = (key: string): readonly unknown[] => {
    const found = raw(key);
    if (found === undefined) return [];
    if (Array.isArray(found)) return found;
    missing(key, 'a list');
    return [];
  };
  const fields: Fields = {
    raw,
    string: (key) => {
      const found = raw(key);
      if (typeof found === 'string' && found.trim() !== '') return found;
      missing(key, 'a text');
      return '';
    },
    stringOr: (key, otherwise) => (raw(key) === undefined ? otherwise : fields.string(key)),
    integer: (key, { min, max }, otherwise) => {
      const found = raw(key);
      if (found === undefined && otherwise !== undefined) return otherwise;
      if (typeof found === 'number' && Number.isInteger(found) && found >= min && found <= max) return found;
      missing(key, `a whole number, ${min}..${max}`);
      return min;
    },
    flag: (key, otherwise) => {
      const found = raw(key);
      if (typeof found === 'boolean') return found;
      if (found !== undefined) missing(key, 'true, false');
      return otherwise;
    },
    oneOf: (key, values, otherwise) => {
      const found = raw(key);
      const known = values.find((one) => one === found);
      if (known === undefined) missing(key, values.join(', '));
      return known ?? otherwise;
    },
    localised: (key) => {
      const inner = fieldsOf(raw(key) ?? {}, at(key), report);
      const texts = { ru: inner.string('ru'), en: inner.string('en') };
      inner.done();
      return texts;
    },
    list,
    texts: (key) =>
      list(key).flatMap((one, index) => {
        if (typeof one === 'string') return [one];
        report(`${at(key)}.${index}`, 'TPL_MISSING_KEY', 'is no text', 'a text');
        return [];
      }),
    object: (key) => {
      const found = raw(key);
      if (found === undefined) return {};
      if (isObject(found)) return found;
      missing(key, 'an object');
      return {};
    },
    done: () => {
      for (const key of Object.keys(source)) if (!asked.has(key)) report(at(key), 'TPL_UNKNOWN_KEY', 'is no key of this place', knownNames(key, [...asked]));
    },
  };
  return fields;
}
