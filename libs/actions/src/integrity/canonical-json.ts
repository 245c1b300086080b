/**
 * JSON in its one canonical form (RFC 8785): keys sorted by UTF-16 code units, numbers and strings as ECMAScript writes them, no
 * spaces. Equal values give equal text, whatever order their keys were written in. Dates become their ISO text.
 * @throws TypeError for what JSON cannot hold: NaN, Infinity, functions, symbols, bigint.
 */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item)).join(',')}]`;
      return objectText(value);
    default:
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

/** A key without a value is no key, as in `JSON.stringify`. The default sort compares code units. */
function objectText(value: object): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
