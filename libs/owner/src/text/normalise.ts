import { unmixAlphabets } from './look-alikes';

/** The longest text that is analysed; what is beyond it cannot be one request. */
export const ANALYSED_LENGTH = 600;

/**
 * The form of a text in which words are compared: one kind of space, quote and dash, lower case, ё as е,
 * each word in one alphabet. The original is kept by the caller for what is quoted.
 */
export function normalise(text: string): string {
  return (
    text
      .slice(0, ANALYSED_LENGTH)
      .normalize('NFC')
      // Format characters: zero width, joiners, direction marks, soft hyphen.
      .replace(/\p{Cf}/gu, '')
      .replace(/\s+/gu, ' ')
      .replace(/[«»„“”″]/g, '"')
      .replace(/[’‘ʼ`]/g, "'")
      .replace(/[‐‑‒–—―−]/g, '-')
      .replace(/\p{L}+/gu, unmixAlphabets)
      .toLowerCase()
      .replaceAll('ё', 'е')
      .trim()
  );
}
