const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const UNSTORABLE = /[\u0000\uD800-\uDFFF]/;
const NUL = /\u0000/g;

/**
 * Makes any text storable and sendable: NUL goes (Postgres refuses it in `text` and `jsonb`), a lone half of a surrogate pair
 * becomes U+FFFD (it has no UTF-8 form). Everything else, right-to-left marks and emoji included, stays as it is.
 */
export function normalizeText(text: string): string {
  if (!UNSTORABLE.test(text)) return text;
  return text.replace(NUL, '').replace(LONE_SURROGATE, '\uFFFD');
}

/**
 * Whether a JSON document can hold a string that `normalizeText` would change: a cheap look at the raw text, with false alarms
 * (a whole surrogate pair written as two escapes) but no misses.
 */
export function mayNeedNormalizing(json: string): boolean {
  return /\\u(?:0000|d[89a-f])/i.test(json) || UNSTORABLE.test(json);
}

/** A copy of a JSON value with every string and every key normalized. Depth is bounded by what `JSON.parse` accepted. */
export function normalizeJson<T>(value: T): T;
export function normalizeJson(value: unknown): unknown {
  if (typeof value === 'string') return normalizeText(value);
  if (Array.isArray(value)) return value.map((item) => normalizeJson<unknown>(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [normalizeText(key), normalizeJson<unknown>(item)]));
  }
  return value;
}
