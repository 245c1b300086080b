const MASK = '•••';
/** A bot token wherever it shows up, for example inside a URL of the Bot API. */
const BOT_TOKEN = /\b\d{6,}:[A-Za-z0-9_-]{20,}/g;
/** The password inside a connection URL. */
const URL_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*):[^\s@/"]+@/gi;

/** Returns a function that masks the given values, bot tokens and passwords of URLs in a line. */
export function redactor(secrets: readonly string[]): (line: string) => string {
  const values = secrets.filter((one) => one.length >= 4).sort((a, b) => b.length - a.length);
  return (line) => {
    let safe = line;
    for (const value of values) safe = safe.replaceAll(value, MASK);
    return safe.replace(BOT_TOKEN, MASK).replace(URL_PASSWORD, `$1:${MASK}@`);
  };
}
