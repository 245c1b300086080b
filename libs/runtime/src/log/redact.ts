const MASK = '•••';
/** A bot token wherever it shows up, also right after the word `bot` in a URL of the Bot API. */
const BOT_TOKEN = /(?<!\d)\d{3,}(?::|%3A)[\w-]{20,}/gi;
/** The password inside a connection URL; it may hold an unescaped `@`. The scheme is bounded so that long words cost little. */
const URL_PASSWORD = /([a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@"]*):[^\s/"]+@/gi;
/** A shorter value would be masked inside ordinary words, and says little. */
const SHORTEST_SECRET = 4;

/**
 * Returns a function that masks bot tokens, passwords of URLs and the given values in a text: as they are, encoded for a
 * URL, and escaped for JSON.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((one) => one.length >= SHORTEST_SECRET)
    .flatMap((one) => [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)]);
  // The longest first: a secret may be part of another one.
  const values = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const known = values.length === 0 ? undefined : new RegExp(values.map(escapeForRegExp).join('|'), 'g');
  return (text) => {
    const safe = known === undefined ? text : text.replace(known, MASK);
    return safe.replace(BOT_TOKEN, MASK).replace(URL_PASSWORD, `$1:${MASK}@`);
  };
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
