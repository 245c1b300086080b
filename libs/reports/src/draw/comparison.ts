import type { Bar, ComparedFigure, ComparisonBlock, Picture } from '../model/picture';
import { clean } from '../text/clean';
import { cut, wrap } from '../text/fit';
import { measure } from '../text/measure';
import { card, CONTENT_TOP, FOOT } from './card';
import { COLOURS, INNER, PADDING, SIZES } from './look';
import { line, rect, text, type Box } from './svg';

const HEIGHT = 788;
const GAP = 44;
const LEGEND_ROOM = 64;
const CHANGE_ROOM = 56;
const VALUE_LINE = 40;
const LABEL_SIZES = [SIZES.value, 30, SIZES.small] as const;

/** Each figure with two bars on a scale of its own: the earlier window tinted, the later one solid. */
export function comparisonCard(picture: Picture, block: ComparisonBlock): string {
  return card(picture, HEIGHT, comparisonContent(block, { top: CONTENT_TOP - 6, bottom: HEIGHT - FOOT }));
}

/** The panels without their card, over the whole width. */
export function comparisonContent({ windows, figures }: ComparisonBlock, { top, bottom }: { readonly top: number; readonly bottom: number }): string {
  const width = (INNER - GAP * (figures.length - 1)) / Math.max(1, figures.length);
  const panel = { y: top + LEGEND_ROOM, width, height: bottom - top - LEGEND_ROOM };
  return [legend(windows, top), ...figures.map((one, at) => figurePanel(one, { ...panel, x: PADDING + at * (width + GAP) }))].join('\n');
}

function legend({ earlier, later }: ComparisonBlock['windows'], top: number): string {
  const base = top + 30;
  const second = PADDING + 40 + measure().width(clean(earlier), SIZES.axis) + 44;
  return [
    bar({ x: PADDING, y: base - 22, width: 28, height: 24 }, 'earlier'),
    text(earlier, { x: PADDING + 40, y: base, size: SIZES.axis }),
    bar({ x: second, y: base - 22, width: 28, height: 24 }, 'later'),
    text(later, { x: second + 40, y: base, size: SIZES.axis }),
  ].join('\n');
}

function figurePanel({ title, earlier, later, change }: ComparedFigure, box: Box): string {
  const names = wrap(clean(title), { width: box.width, size: SIZES.axis, weight: 'bold', most: 2 });
  const values = [Number(earlier.at ?? 0), Number(later.at ?? 0)];
  const [highest, lowest] = [Math.max(0, ...values), Math.min(0, ...values)];
  const each = (box.width - 16) / 2;
  const size = LABEL_SIZES.find((one) => [earlier, later].every(({ label }) => measure().width(clean(label), one, 'bold') <= each)) ?? SIZES.small;
  // Two figures that are too wide for their places stand one above the other.
  const isStaggered = [earlier, later].some(({ label }) => measure().width(clean(label), size, 'bold') > each);
  const top = box.y + 2 * 34 + (isStaggered ? 2 : 1) * VALUE_LINE + 12;
  const bottom = box.y + box.height - CHANGE_ROOM;
  const perUnit = (bottom - top) / Math.max(highest - lowest, Number.MIN_VALUE);
  const zero = highest === lowest ? bottom : bottom + lowest * perUnit;
  const draw = (one: Bar, x: number, tone: 'earlier' | 'later', lift: number): string => {
    const length = highest === lowest ? 0 : Math.abs(Number(one.at ?? 0)) * perUnit;
    const y = Number(one.at ?? 0) < 0 ? zero : zero - length;
    const middle = isStaggered ? box.x + (tone === 'earlier' ? 0 : box.width) : x + each / 2;
    const anchor = isStaggered ? (tone === 'earlier' ? 'start' : 'end') : 'middle';
    return [length === 0 ? '' : bar({ x, y, width: each, height: length }, tone), text(one.label, { x: middle, y: Math.min(y, zero) - 12 - lift, size, weight: 'bold', anchor })].join('');
  };
  const lift = isStaggered ? staggerOf([earlier, later], perUnit) : [0, 0];
  return [
    ...names.map((words, n) => text(words, { x: box.x, y: box.y + 26 + n * 34, size: SIZES.axis, weight: 'bold', fill: COLOURS.quiet })),
    draw(earlier, box.x, 'earlier', lift[0] ?? 0),
    draw(later, box.x + each + 16, 'later', lift[1] ?? 0),
    line([box.x, zero], [box.x + box.width, zero], { stroke: COLOURS.quiet, width: 3 }),
    text(cut(clean(change), { width: box.width, size: SIZES.value, weight: 'bold' }), { x: box.x, y: box.y + box.height - 8, size: SIZES.value, weight: 'bold' }),
  ].join('\n');
}

/** The label of the higher bar goes up where the other one would run into it. */
function staggerOf([earlier, later]: readonly [Bar, Bar], perUnit: number): readonly [number, number] {
  const difference = (Number(later.at ?? 0) - Number(earlier.at ?? 0)) * perUnit;
  if (Math.abs(difference) >= VALUE_LINE) return [0, 0];
  return difference > 0 ? [0, VALUE_LINE - difference] : [VALUE_LINE + difference, 0];
}

function bar(box: Box, tone: 'earlier' | 'later'): string {
  return rect(box, tone === 'earlier' ? { fill: COLOURS.bar, stroke: COLOURS.barEdge } : { fill: COLOURS.line });
}
