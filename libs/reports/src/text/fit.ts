import type { Weight } from './fonts';
import { measure } from './measure';

export interface Room {
  readonly width: number;
  readonly size: number;
  readonly weight?: Weight;
}

/** A text of one line, cut with an ellipsis where it is wider than its room; never within a character. */
export function cut(text: string, { width, size, weight }: Room): string {
  const { width: widthOf } = measure();
  if (widthOf(text, size, weight) <= width) return text;
  const chars = [...text];
  let [fits, tooMany] = [0, chars.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (widthOf(`${chars.slice(0, middle).join('').trimEnd()}…`, size, weight) <= width) fits = middle;
    else tooMany = middle;
  }
  return `${chars.slice(0, fits).join('').trimEnd()}…`;
}

/** A text in lines, broken between words, and within one that is longer than a line; what is left after the last line is cut. */
export function wrap(text: string, { most, ...room }: Room & { readonly most: number }): string[] {
  const { width: widthOf } = measure();
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < most - 1 && widthOf(rest, room.size, room.weight) > room.width) {
    const taken = head(rest, room);
    lines.push(taken.trimEnd());
    rest = rest.slice(taken.length).trimStart();
  }
  return rest === '' ? lines : [...lines, cut(rest, room)];
}

/** As many whole words as fit; of a longer word as many characters. */
function head(text: string, { width, size, weight }: Room): string {
  const { width: widthOf } = measure();
  const words = text.split(/(?<= )/);
  let line = '';
  for (const word of words) {
    if (widthOf((line + word).trimEnd(), size, weight) > width) break;
    line += word;
  }
  if (line !== '') return line;
  for (const char of text) {
    if (line !== '' && widthOf(line + char, size, weight) > width) break;
    line += char;
  }
  return line;
}

/** The largest of some sizes at which a text fits; the smallest where none does. */
export function sizeThatFits(text: string, sizes: readonly number[], { width, weight }: { readonly width: number; readonly weight?: Weight }): number {
  const { width: widthOf } = measure();
  return sizes.find((size) => widthOf(text, size, weight) <= width) ?? Math.min(...sizes);
}
