import { isObject } from '../tools/check-payload';
import type { JsonSchema } from './json-schema';

/** Paths at which a value is not what the schema says; empty: it fits. The schema held when the answer was made, but nobody here saw that. */
export function mismatches(schema: JsonSchema, value: unknown, at = '$'): string[] {
  if ('anyOf' in schema) return schema.anyOf.some((one) => mismatches(one, value, at).length === 0) ? [] : [at];
  if ('properties' in schema) {
    if (!isObject(value)) return [at];
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(schema.properties, key));
    const missing = schema.required.filter((key) => !Object.hasOwn(value, key));
    const inside = Object.entries(schema.properties).flatMap(([key, one]) => (Object.hasOwn(value, key) ? mismatches(one, value[key], `${at}.${key}`) : []));
    return [...[...unknown, ...missing].map((key) => `${at}.${key}`), ...inside];
  }
  if ('items' in schema) {
    if (value === null && schema.type !== 'array') return [];
    return Array.isArray(value) ? value.flatMap((item, index) => mismatches(schema.items, item, `${at}[${index}]`)) : [at];
  }
  const types: readonly string[] = typeof schema.type === 'string' ? [schema.type] : schema.type;
  const hasType = types.some((type) => isOfType(type, value));
  return hasType && (schema.enum === undefined || schema.enum.some((one) => one === value)) ? [] : [at];
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return typeof value === 'number' && Number.isSafeInteger(value);
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === type;
}
