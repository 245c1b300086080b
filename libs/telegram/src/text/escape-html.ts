import { normalizeText } from './normalize-text';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The one place where outside text becomes part of a message: whatever did not come from our own catalogues passes through here.
 * Also drops what Telegram or the database would refuse; see `normalizeText`.
 * Source: Bot API, "HTML style".
 */
export function escapeHtml(text: string): string {
  return normalizeText(text).replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
