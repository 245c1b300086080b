import { createHash } from 'node:crypto';

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** SHA-256 in hex of a method and what it was asked: key order does not matter, absent values do not count. */
export function filtersHash(method: string, query: Readonly<Record<string, Json>>): string {
  return createHash('sha256')
    .update(`${method} ${canonicalJson(query)}`)
    .digest('hex');
}

/** JSON with sorted keys; absent values do not count. */
export function canonicalJson(value: Json): string {
  if (value === undefined || value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json }).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
    .join(',')}}`;
}
