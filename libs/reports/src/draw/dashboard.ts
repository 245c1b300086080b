import type { ChartPlace, DashboardBlock, MissingBlock, Picture } from '../model/picture';
import { clean } from '../text/clean';
import { cut, wrap } from '../text/fit';
import { card, CONTENT_TOP } from './card';
import { comparisonContent } from './comparison';
import { COLOURS, INNER, PADDING, SIZES } from './look';
import { line, rect, text } from './svg';
import { tiles } from './tiles';
import { trendContent } from './trend';

const HEIGHT = 1_600;
const ROW = 150;
const TREND = { title: 500, top: 516, bottom: 944 };
const COMPARISON = { title: 1_004, top: 1_020, bottom: 1_372 };
const NOTES = { top: 1_422, line: 36, most: 3 };

interface Place {
  readonly title: number;
  readonly top: number;
  readonly bottom: number;
}

/** A day on one card. Each block has its place; one that is missing says so there. */
export function dashboardCard(picture: Picture, { rows, trend, comparison, notes }: DashboardBlock): string {
  return card(
    picture,
    HEIGHT,
    [
      ...rows.map((row, at) => tiles(row, { x: PADDING, y: CONTENT_TOP + at * ROW, width: INNER })),
      line([PADDING, TREND.title - 40], [PADDING + INNER, TREND.title - 40], { stroke: COLOURS.grid, width: 2 }),
      chart(trend, TREND, trendContent),
      line([PADDING, COMPARISON.title - 40], [PADDING + INNER, COMPARISON.title - 40], { stroke: COLOURS.grid, width: 2 }),
      chart(comparison, COMPARISON, comparisonContent),
      noteLines(notes),
    ].join('\n'),
  );
}

function chart<Block extends { readonly kind: string }>({ title, block }: ChartPlace<Block>, place: Place, draw: (block: Block, place: Place) => string): string {
  const head = text(cut(clean(title), { width: INNER, size: SIZES.subtitle, weight: 'bold' }), { x: PADDING, y: place.title, size: SIZES.subtitle, weight: 'bold' });
  return [head, isMissing(block) ? missing(block, place) : draw(block, place)].join('\n');
}

function isMissing(block: { readonly kind: string }): block is MissingBlock {
  return block.kind === 'missing';
}

function missing({ why }: MissingBlock, { top, bottom }: Place): string {
  const words = wrap(clean(why), { width: INNER - 96, size: SIZES.axis, most: 3 });
  const middle = (top + bottom) / 2;
  return [
    rect({ x: PADDING, y: top + 8, width: INNER, height: bottom - top - 8 }, { fill: COLOURS.missing, stroke: COLOURS.border, radius: 8 }),
    ...words.map((one, at) => text(one, { x: PADDING + INNER / 2, y: middle + 10 + (at - (words.length - 1) / 2) * 40, size: SIZES.axis, fill: COLOURS.quiet, anchor: 'middle' })),
  ].join('\n');
}

/** As many lines as there is room for; the last one ends with an ellipsis where more was said. */
function noteLines(notes: readonly string[]): string {
  const all = notes.flatMap((note) => wrap(clean(note), { width: INNER, size: SIZES.small, most: 2 }));
  const shown = all.length <= NOTES.most ? all : [...all.slice(0, NOTES.most - 1), cut(`${all[NOTES.most - 1] ?? ''} …`, { width: INNER, size: SIZES.small })];
  return shown.map((words, at) => text(words, { x: PADDING, y: NOTES.top + at * NOTES.line, size: SIZES.small })).join('\n');
}
