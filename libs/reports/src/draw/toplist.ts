import type { Picture, RankedRow, ToplistBlock } from '../model/picture';
import { clean } from '../text/clean';
import { cut, wrap } from '../text/fit';
import { measure } from '../text/measure';
import { card, CONTENT_TOP, FOOT } from './card';
import { COLOURS, PADDING, SIZES, WIDTH } from './look';
import { rect, text } from './svg';

const ROW = 64;
const WIDEST_TITLE = 470;
const GAP = 24;

/** Bars from zero, the title to the left of each, figures to the right. */
export function toplistCard(picture: Picture, { rows }: ToplistBlock): string {
  const figureWidth = Math.max(...rows.flatMap(({ bar, more }) => [measure().width(clean(bar.label), SIZES.axis, 'bold'), measure().width(clean(more), SIZES.provenance)]));
  const titleWidth = Math.min(WIDEST_TITLE, Math.ceil(Math.max(...rows.map(({ title }) => measure().width(clean(title), SIZES.small)))));
  const left = PADDING + titleWidth + GAP;
  const longest = WIDTH - PADDING - Math.min(figureWidth, 360) - GAP - left;
  const highest = Math.max(...rows.map(({ bar }) => Math.abs(Number(bar.at ?? 0))));
  const drawn = rows.map((row, at) => rankedRow(row, { top: CONTENT_TOP + at * ROW, left, titleWidth, length: highest === 0 ? 0 : (longest * Math.abs(Number(row.bar.at ?? 0))) / highest }));
  return card(picture, CONTENT_TOP + rows.length * ROW + FOOT + 26, drawn.join('\n'));
}

function rankedRow({ title, bar, more, isRest }: RankedRow, { top, left, titleWidth, length }: { readonly top: number; readonly left: number; readonly titleWidth: number; readonly length: number }): string {
  const lines = wrap(clean(title), { width: titleWidth, size: SIZES.small, most: 2 });
  const right = WIDTH - PADDING;
  return [
    ...lines.map((words, n) => text(words, { x: PADDING, y: top + (lines.length === 1 ? 40 : 26) + n * 28, size: SIZES.small })),
    length === 0 ? '' : rect({ x: left, y: top + 12, width: length, height: ROW - 24 }, isRest === true ? { fill: COLOURS.bar, stroke: COLOURS.barEdge } : { fill: COLOURS.line }),
    text(cut(clean(bar.label), { width: 360, size: SIZES.axis, weight: 'bold' }), { x: right, y: top + 28, size: SIZES.axis, weight: 'bold', anchor: 'end' }),
    text(cut(clean(more), { width: 360, size: SIZES.provenance }), { x: right, y: top + 56, size: SIZES.provenance, fill: COLOURS.quiet, anchor: 'end' }),
  ].join('\n');
}
