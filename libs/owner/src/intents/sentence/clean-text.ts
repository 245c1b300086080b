import { ANALYSED_LENGTH } from '../../text/normalise';

/** A text without what only looks different, and where each of its characters stands in what was written. */
export interface CleanText {
  readonly text: string;
  /** What was written, from `start` up to `end` of the clean text. */
  written(start: number, end: number): string;
}

const ONE_FOR_ONE: readonly (readonly [RegExp, string])[] = [
  [/[«»„“”″]/u, '"'],
  [/[’‘ʼ`]/u, "'"],
  [/[‐‑‒–—―−]/u, '-'],
  [/[^\S\n]/u, ' '],
];

/** Character by character, so that a message or a reason can be cut out of the original. Letters keep their case. */
export function cleanText(raw: string): CleanText {
  const original = raw.normalize('NFC').slice(0, ANALYSED_LENGTH);
  const kept: string[] = [];
  const places: number[] = [];
  for (let at = 0; at < original.length; at += 1) {
    const character = original.charAt(at);
    // Format characters: zero width, joiners, direction marks, soft hyphen.
    if (/\p{Cf}/u.test(character)) continue;
    kept.push(ONE_FOR_ONE.find(([form]) => form.test(character))?.[1] ?? character);
    places.push(at);
  }
  return { text: kept.join(''), written: (start, end) => original.slice(places[start] ?? original.length, end >= places.length ? original.length : places[end]) };
}
