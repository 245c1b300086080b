const BAD = '\u{FFFD}';

/** Text as Postgres can keep it: NUL and lone surrogates, which no Postgres text can hold, become U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll(/[\0\p{Surrogate}]/gu, BAD);
}

/**
 * A value as a `jsonb` parameter: its JSON text, strings and keys made storable as in `storableText`. `undefined` becomes SQL null.
 * Works on the JSON text: there a NUL and a lone surrogate can only stand as escapes, so nothing is copied.
 */
export function storableJson(value: unknown): string | null {
  if (value === undefined) return null;
  const json = JSON.stringify(value);
  return json.includes('\\u') ? json.replaceAll(/(\\\\)|\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, (whole, escaped) => (escaped ? whole : BAD)) : json;
}
