import type { TrendBlock } from '../model/picture';
import { clean } from '../text/clean';
import { measure } from '../text/measure';
import { COLOURS, PADDING, SIZES, WIDTH } from './look';
import { line, rect, text, type Box } from './svg';

export const LEGEND_HEIGHT = 40;
const SIGN = 44;
const GAP = 36;

/** The line and its unit at the left axis, the bars at the right one; between them the marks that this picture has. */
export function trendLegend({ amount, count, points, words, marked }: TrendBlock, top: number): string {
  const base = top + 30;
  const countWidth = widthOf(count.name);
  const marks = [
    ...(points.some(({ isOpen }) => isOpen === true) ? [{ name: words.open, sign: (x: number) => hatched({ x, y: base - 22, width: 28, height: 24 }, 2) }] : []),
    ...(marked === undefined ? [] : [{ name: marked.name, sign: (x: number) => rect({ x, y: base - 22, width: 28, height: 24 }, { fill: COLOURS.marked, stroke: COLOURS.border, strokeWidth: 1 }) }]),
    ...(points.some((point) => point.amount === null) ? [{ name: words.missing, sign: (x: number) => rect({ x, y: base - 22, width: 28, height: 24 }, { fill: COLOURS.missing, stroke: COLOURS.border, strokeWidth: 1 }) }] : []),
  ];
  let x = PADDING + SIGN + 12 + widthOf(amount.name) + GAP;
  const drawn = marks.map(({ name, sign }) => {
    const mark = sign(x) + text(name, { x: x + 40, y: base, size: SIZES.small, fill: COLOURS.quiet });
    x += 40 + measure().width(clean(name), SIZES.small) + GAP;
    return mark;
  });
  const right = WIDTH - PADDING - countWidth;
  return [
    line([PADDING, base - 9], [PADDING + SIGN, base - 9], { stroke: COLOURS.line, width: 6 }),
    text(amount.name, { x: PADDING + SIGN + 12, y: base, size: SIZES.axis }),
    ...drawn,
    rect({ x: right - 40, y: base - 22, width: 28, height: 24 }, { fill: COLOURS.bar, stroke: COLOURS.barEdge }),
    text(count.name, { x: right, y: base, size: SIZES.axis }),
  ].join('\n');
}

function widthOf(words: string): number {
  return measure().width(clean(words), SIZES.axis);
}

const STRIPE = 9;

/** A bar with slanting stripes: what is not over yet, told without a colour. */
export function hatched({ x, y, width, height }: Box, edge: number): string {
  const id = `h${Math.round(x * 100)}-${Math.round(y * 100)}`;
  const stripes = Array.from({ length: Math.ceil((width + height) / STRIPE) }, (_, n) => line([x + n * STRIPE, y], [x + n * STRIPE - height, y + height], { stroke: COLOURS.barEdge, width: 2 }));
  return [
    `<clipPath id="${id}">${rect({ x, y, width, height }, { fill: COLOURS.text })}</clipPath>`,
    rect({ x, y, width, height }, { fill: COLOURS.paper, stroke: COLOURS.barEdge, strokeWidth: edge }),
    `<g clip-path="url(#${id})">${stripes.join('')}</g>`,
  ].join('');
}
