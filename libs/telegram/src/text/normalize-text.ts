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
