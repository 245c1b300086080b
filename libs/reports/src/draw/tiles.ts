import type { Tile } from '../model/picture';
import { clean } from '../text/clean';
import { cut, sizeThatFits, wrap } from '../text/fit';
import { measure } from '../text/measure';
import { COLOURS, SIZES } from './look';
import { text, type Box } from './svg';

const GAP = 32;

/** Figures in a row: name, value, and what it changed by, wherever there is room for it. */
export function tiles(all: readonly Tile[], { x, y, width }: Omit<Box, 'height'>): string {
  const each = (width - GAP * (all.length - 1)) / Math.max(1, all.length);
  return all.map((one, at) => tile(one, { x: x + at * (each + GAP), y, width: each })).join('\n');
}

function tile({ label, value, change }: Tile, { x, y, width }: Omit<Box, 'height'>): string {
  const size = sizeThatFits(clean(value), [SIZES.tile, 44, SIZES.value, SIZES.axis], { width, weight: 'bold' });
  const parts = [
    text(cut(clean(label), { width, size: SIZES.small }), { x, y: y + 26, size: SIZES.small, fill: COLOURS.quiet }),
    text(cut(clean(value), { width, size, weight: 'bold' }), { x, y: y + 80, size, weight: 'bold' }),
  ];
  if (change === undefined) return parts.join('\n');
  return [...parts, ...changeLines(clean(change), width).map(({ words, size: small }, at) => text(words, { x, y: y + 118 + at * 28, size: small }))].join('\n');
}

/** What does not fit into its line goes on in a second one: it may be a figure. */
function changeLines(words: string, width: number): { readonly words: string; readonly size: number }[] {
  const size = sizeThatFits(words, [SIZES.axis, SIZES.provenance], { width });
  if (measure().width(words, size) <= width) return [{ words, size }];
  return wrap(words, { width, size, most: 2 }).map((one) => ({ words: one, size }));
}

/** How high a row of such figures is. */
export function tilesHeight(all: readonly Tile[]): number {
  if (all.length === 0) return 0;
  return all.some(({ change }) => change !== undefined) ? 128 : 92;
}
