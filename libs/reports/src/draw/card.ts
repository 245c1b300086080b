import type { Mark, Picture } from '../model/picture';
import { clean } from '../text/clean';
import { cut, wrap } from '../text/fit';
import { measure } from '../text/measure';
import { COLOURS, INNER, PADDING, SIZES, WIDTH } from './look';
import { rect, text } from './svg';

/** The content of a card begins below this line. */
export const CONTENT_TOP = 164;
const CHIP = { height: 40, padding: 16, gap: 12, top: 40 };
const PROVENANCE_LINE = 30;

/** What a card's foot takes: two lines of provenance, and what stands around them. */
export const FOOT = 2 * PROVENANCE_LINE + 50;

/** The card around a content: opaque, so that it is light in a dark chat too, with a head and the provenance as its last line. */
export function card(picture: Pick<Picture, 'title' | 'subtitle' | 'marks' | 'provenance'>, height: number, content: string): string {
  const chips = chipsOf(picture.marks);
  const titleRoom = { width: INNER - chips.width - (chips.width > 0 ? 24 : 0), size: SIZES.title, weight: 'bold' } as const;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    rect({ x: 0, y: 0, width: WIDTH, height }, { fill: COLOURS.paper }),
    rect({ x: 1, y: 1, width: WIDTH - 2, height: height - 2 }, { fill: 'none', stroke: COLOURS.border }),
    text(cut(clean(picture.title), titleRoom), { x: PADDING, y: 78, size: SIZES.title, weight: 'bold' }),
    text(cut(clean(picture.subtitle), { width: INNER, size: SIZES.subtitle }), { x: PADDING, y: 124, size: SIZES.subtitle, fill: COLOURS.quiet }),
    chips.svg,
    content,
    provenance(picture.provenance, height),
    '</svg>',
  ].join('\n');
}

/** From the right to the left, the first one outermost. */
function chipsOf(marks: readonly Mark[]): { readonly svg: string; readonly width: number } {
  let right = WIDTH - PADDING;
  const drawn = marks.map(({ text: words, tone }) => {
    const width = measure().width(clean(words), SIZES.small, 'bold') + 2 * CHIP.padding;
    const box = { x: right - width, y: CHIP.top, width, height: CHIP.height };
    right -= width + CHIP.gap;
    const look = tone === 'strong' ? { fill: COLOURS.text } : { fill: COLOURS.paper, stroke: COLOURS.quiet };
    return rect(box, { ...look, radius: 8 }) + text(words, { x: box.x + CHIP.padding, y: box.y + 29, size: SIZES.small, weight: 'bold', fill: tone === 'strong' ? COLOURS.paper : COLOURS.quiet });
  });
  return { svg: drawn.join('\n'), width: WIDTH - PADDING - right };
}

/** In as many lines as it takes: it is never cut. */
function provenance(words: string, height: number): string {
  const lines = wrap(clean(words), { width: INNER, size: SIZES.provenance, most: 3 });
  return lines.map((part, at) => text(part, { x: PADDING, y: height - 36 - (lines.length - 1 - at) * PROVENANCE_LINE, size: SIZES.provenance, fill: COLOURS.quiet })).join('\n');
}
