import type { TrendBlock, TrendPoint } from '../model/picture';
import { clean } from '../text/clean';
import { measure } from '../text/measure';
import { PADDING, SIZES, WIDTH } from './look';
import type { Box } from './svg';

const AXIS_GAP = 14;
/** Labels under each other up to so many points. */
const STACKED = 16;
const LABEL_GAP = 18;

/** Where the values stand: what the labels of both axes leave of the card. */
export function plotBox({ amount, count }: Pick<TrendBlock, 'amount' | 'count'>, { top, bottom }: { readonly top: number; readonly bottom: number }): Box {
  const widest = (labels: readonly { readonly label: string }[]): number => Math.max(...labels.map(({ label }) => measure().width(clean(label), SIZES.axis)));
  const left = PADDING + widest(amount.ticks) + AXIS_GAP;
  const right = WIDTH - PADDING - widest(count.ticks) - AXIS_GAP;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The lines below each point, where there is room for them: the last one always, then as many as stand apart. */
export function pointLabels(points: readonly TrendPoint[], width: number): readonly (readonly string[])[] {
  const isStacked = points.length <= STACKED;
  const lines = points.map(({ label, over }) => [...(isStacked && over !== undefined ? [over] : []), label]);
  const widest = Math.max(...lines.flat().map((words) => measure().width(clean(words), SIZES.axis)));
  const every = Math.max(1, Math.ceil((widest + LABEL_GAP) / (width / points.length)));
  return lines.map((one, at) => ((points.length - 1 - at) % every === 0 ? one : []));
}

/** How much room the labels below the points take. */
export function labelHeight(points: readonly TrendPoint[]): number {
  return points.length <= STACKED && points.some(({ over }) => over !== undefined) ? 84 : 50;
}
