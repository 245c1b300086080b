import { normalise } from './normalise';

/**
 * Cuts a text into words in order: dates stay whole (`15.03`, `2027-03-15`, `15/03/2027`), numbers, words with inner hyphens, single signs.
 * Clause and sentence punctuation is dropped but for `-`, `+`, `%`, `#` and `№`, which mean something.
 */
const WORD = new RegExp(
  [
    '\\d{4}-\\d{2}-\\d{2}',
    '\\d{1,2}[-/]\\d{1,2}[-/]\\d{4}(?!\\d)',
    '\\d{1,2}\\.\\d{1,2}(?:\\.\\d{4}|\\.\\d{2})?(?![\\d.])',
    // Ordinals: "15th", "15-го"; quarters: "q1".
    '\\d+(?:st|nd|rd|th)\\b',
    '\\d{1,2}-(?:й|го|е|я|му|ого|ое)(?!\\p{L})',
    'q[1-4](?![\\p{L}\\p{N}])',
    '\\d+(?:[.,]\\d+)?',
    "\\p{L}+(?:['-]\\p{L}+)*",
    '[-+%#№/"]',
  ].join('|'),
  'gu',
);

export function wordsOf(text: string): string[] {
  return normalise(text).match(WORD) ?? [];
}
