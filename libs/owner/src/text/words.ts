import { normalise } from './normalise';

/**
 * Cuts a text into words in order: dates stay whole (`15.03`, `2027-03-15`), numbers, words with inner hyphens, single signs.
 * Clause and sentence punctuation is dropped but for `-`, `+`, `%`, `#` and `№`, which mean something.
 */
const WORD = /\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}(?:\.\d{4}|\.\d{2})?(?![\d.])|\d+(?:st|nd|rd|th)\b|\d+(?:[.,]\d+)?|\p{L}+(?:['-]\p{L}+)*|[-+%#№/"]/gu;

export function wordsOf(text: string): string[] {
  return normalise(text).match(WORD) ?? [];
}
