import { PERIOD_PRESETS, type PeriodPreset } from '@ownerbot/tools';
import type { EnumValue } from './text/enum';

/** What is wrong with an option in a template file. */
export type OptionProblem = { readonly path: string; readonly code: 'unknown' | 'missing' | 'value'; readonly allowed: string };

/** Takes options one by one; what nobody took is unknown. */
export interface OptionsReader {
  integer(name: string): number | undefined;
  decimal(name: string): string | undefined;
  flag(name: string): boolean | undefined;
  pattern(name: string): string | undefined;
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined;
  needed<T extends string>(name: string, values: readonly T[], otherwise: T): T;
  texts(name: string): readonly string[] | undefined;
  presets(name: string): readonly PeriodPreset[] | undefined;
  enumValues(name: string): readonly EnumValue[];
  problems(): readonly OptionProblem[];
}

export function createOptionsReader(options: Readonly<Record<string, unknown>>): OptionsReader {
  const taken = new Set<string>();
  const problems: OptionProblem[] = [];
  const take = <T>(name: string, allowed: string, isOne: (value: unknown) => value is T): T | undefined => {
    taken.add(name);
    const value = options[name];
    if (value === undefined) return undefined;
    if (isOne(value)) return value;
    problems.push({ path: name, code: 'value', allowed });
    return undefined;
  };
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined =>
    take(name, values.join(', '), (value): value is T => values.some((one) => one === value));
  const missing = (name: string, allowed: string): void => {
    if (options[name] === undefined) problems.push({ path: name, code: 'missing', allowed });
  };
  const reader: OptionsReader = {
    integer: (name) => take(name, 'a whole number', (value): value is number => Number.isSafeInteger(value)),
    decimal: (name) => take(name, 'a decimal number as a text, like "0.1"', (value): value is string => typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)),
    flag: (name) => take(name, 'true, false', (value): value is boolean => typeof value === 'boolean'),
    pattern: (name) => take(name, 'a regular expression', isPattern),
    oneOf,
    needed: (name, values, otherwise) => {
      missing(name, values.join(', '));
      return oneOf(name, values) ?? otherwise;
    },
    texts: (name) => take(name, 'a list of texts', isTexts),
    presets: (name) =>
      take(name, PERIOD_PRESETS.join(', '), (value): value is readonly PeriodPreset[] => isTexts(value) && value.every((one) => PERIOD_PRESETS.some((preset) => preset === one))),
    enumValues: (name) => {
      const allowed = 'a list of { value, text { ru, en }, synonyms }, or of names that need no other words';
      missing(name, allowed);
      const isList = (value: unknown): value is readonly (EnumValue | string)[] => Array.isArray(value) && value.length > 0 && value.every((one) => isEnumValue(one) || typeof one === 'string');
      return (take(name, allowed, isList) ?? []).map((one) => (typeof one === 'string' ? { value: one, text: { ru: one, en: one } } : one));
    },
    problems: () => [
      ...problems,
      ...Object.keys(options).filter((name) => !taken.has(name)).map((path): OptionProblem => ({ path, code: 'unknown', allowed: [...taken].join(', ') || 'no options' })),
    ],
  };
  return reader;
}

function isPattern(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    new RegExp(value, 'u');
    return true;
  } catch {
    return false;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isEnumValue(value: unknown): value is EnumValue {
  if (typeof value !== 'object' || value === null || !('value' in value) || !('text' in value)) return false;
  if (typeof value.value !== 'string' && !Number.isSafeInteger(value.value)) return false;
  const { text } = value;
  if (typeof text !== 'object' || text === null || !('ru' in text) || !('en' in text) || typeof text.ru !== 'string' || typeof text.en !== 'string') return false;
  if (Object.keys(value).some((key) => !['value', 'text', 'synonyms'].includes(key))) return false;
  return !('synonyms' in value) || isTexts(value.synonyms);
}
