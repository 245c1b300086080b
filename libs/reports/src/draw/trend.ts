import type { EChartsOption, YAXisComponentOption } from 'echarts';
import type { Picture, Tick, TrendBlock, TrendPoint } from '../model/picture';
import { clean } from '../text/clean';
import { FONT_FAMILY } from '../text/fonts';
import { card, CONTENT_TOP, FOOT } from './card';
import { COLOURS, INNER, PADDING, SIZES, WIDTH } from './look';
import { plot } from './plot';
import { rect, text, type Box } from './svg';
import { tiles, tilesHeight } from './tiles';
import { hatched, LEGEND_HEIGHT, trendLegend } from './trend-legend';
import { labelHeight, plotBox, pointLabels } from './trend-axes';

const HEIGHT = 788;
/** Up to so many values each has a point; past the second number bars would be hairs. */
const WITH_POINTS = 62;
const WITH_BARS = 120;
/** Of a point's place. */
const BAR_SHARE = 0.62;
const WIDEST_BAR = 140;

/** Money as a line, orders as bars behind it; days without data are grey gaps, a day that is still going on is hatched and dashed. */
export function trendCard(picture: Picture, block: TrendBlock): string {
  return card(picture, HEIGHT, trendContent(block, { top: CONTENT_TOP - 12, bottom: HEIGHT - FOOT }));
}

/** The chart without its card, over the whole width. */
export function trendContent(block: TrendBlock, { top, bottom }: { readonly top: number; readonly bottom: number }): string {
  const legendTop = top + tilesHeight(block.tiles) + (block.tiles.length === 0 ? 0 : 8);
  const box = plotBox(block, { top: legendTop + LEGEND_HEIGHT + 20, bottom: bottom - labelHeight(block.points) });
  return [
    tiles(block.tiles, { x: PADDING, y: top, width: INNER }),
    trendLegend(block, legendTop),
    markedBand(block, box),
    missingBands(block.points, box),
    openBar(block, box),
    plot(optionOf(block, box), { width: WIDTH, height: bottom }),
    dayLabels(block.points, box),
    onlyFigure(block, box),
  ].join('\n');
}

/** The days that a report is about, where its chart shows more. */
function markedBand({ marked, points }: TrendBlock, box: Box): string {
  if (marked === undefined) return '';
  const { middle, width } = placeOf(marked.first, points, box);
  return rect({ x: middle - width / 2, y: box.y, width: width * (marked.last - marked.first + 1), height: box.height }, { fill: COLOURS.marked });
}

function optionOf({ amount, count, points }: TrendBlock, box: Box): EChartsOption {
  const open = openAt(points);
  const amounts = points.map((point) => (point.amount === null ? null : Number(point.amount)));
  const without = (values: readonly (number | null)[]): (number | null)[] => values.map((value, at) => (at === open ? null : value));
  const line = { type: 'line' as const, symbol: 'circle', symbolSize: 14, z: 3, showSymbol: points.length <= WITH_POINTS, showAllSymbol: true, connectNulls: false, itemStyle: { color: COLOURS.line } };
  const width = points.length > WITH_BARS ? 3 : 6;
  const dashed = amounts.map((value, at) => (at === open || at === open - 1 ? value : null));
  return {
    grid: { left: box.x, top: box.y, width: box.width, height: box.height },
    xAxis: { type: 'category', data: points.map((_, at) => String(at)), axisTick: { show: false }, axisLabel: { show: false }, axisLine: { onZero: true, lineStyle: { color: COLOURS.quiet, width: 3 } } },
    yAxis: [valueAxis(amount.ticks, 'left'), valueAxis(count.ticks, 'right')],
    series: [
      points.length > WITH_BARS
        ? { type: 'line', step: 'middle', yAxisIndex: 1, data: without(points.map((one) => one.count)), showSymbol: false, lineStyle: { color: COLOURS.barEdge, width: 1 }, areaStyle: { color: COLOURS.bar, opacity: 1 }, z: 2 }
        : { type: 'bar', yAxisIndex: 1, data: without(points.map((one) => (one.count === 0 ? null : one.count))), barWidth: barWidth(points, box), itemStyle: { color: COLOURS.bar, borderColor: COLOURS.barEdge, borderWidth: edgeOf(points, box) }, z: 2 },
      { ...line, data: without(amounts), lineStyle: { color: COLOURS.line, width } },
      ...(open < 0 ? [] : [{ ...line, data: dashed, lineStyle: { color: COLOURS.line, width, type: [14, 10] } }]),
    ],
  };
}

function openAt(points: readonly TrendPoint[]): number {
  return points.findIndex(({ isOpen }) => isOpen === true);
}

function edgeOf(points: readonly TrendPoint[], { width }: Box): number {
  return width / points.length > 16 ? 2 : 1;
}

function barWidth(points: readonly TrendPoint[], { width }: Box): number {
  return Math.min(WIDEST_BAR, (width / points.length) * BAR_SHARE);
}

function valueAxis(ticks: readonly Tick[], position: 'left' | 'right'): YAXisComponentOption {
  const at = ticks.map((tick) => Number(tick.at));
  const [min = 0, next = 1] = at;
  return {
    type: 'value',
    position,
    min,
    max: at.at(-1),
    interval: next - min,
    splitLine: { show: position === 'left', lineStyle: { color: COLOURS.grid, width: 2 } },
    axisLabel: { formatter: (_value: number, index: number) => clean(ticks[index]?.label ?? ''), fontFamily: FONT_FAMILY, fontSize: SIZES.axis, color: COLOURS.quiet, margin: 14 },
  };
}

/** The middle of a point, and the width that it has. */
function placeOf(at: number, points: readonly TrendPoint[], box: Box): { readonly middle: number; readonly width: number } {
  const width = box.width / points.length;
  return { middle: box.x + (at + 0.5) * width, width };
}

/** Days that the source knows nothing of, as one grey band for those beside each other. */
function missingBands(points: readonly TrendPoint[], box: Box): string {
  return points
    .flatMap(({ amount }, at) => {
      if (amount !== null || points[at - 1]?.amount === null) return [];
      const length = points.slice(at).findIndex((one) => one.amount !== null);
      const { middle, width } = placeOf(at, points, box);
      return [rect({ x: middle - width / 2, y: box.y, width: width * (length < 0 ? points.length - at : length), height: box.height }, { fill: COLOURS.missing })];
    })
    .join('\n');
}

/** Orders of the day that is still going on. */
function openBar({ points, count }: TrendBlock, box: Box): string {
  const at = openAt(points);
  const value = points[at]?.count ?? 0;
  if (at < 0 || value === 0) return '';
  const [lowest = 0, highest = 1] = [Number(count.ticks[0]?.at), Number(count.ticks.at(-1)?.at)];
  const perUnit = box.height / (highest - lowest);
  const { middle } = placeOf(at, points, box);
  const width = barWidth(points, box);
  const bar = { x: middle - width / 2, y: box.y + (highest - value) * perUnit, width, height: value * perUnit };
  return hatched(bar, edgeOf(points, box));
}

function dayLabels(points: readonly TrendPoint[], box: Box): string {
  return pointLabels(points, box.width)
    .flatMap((lines, at) => lines.map((words, n) => text(words, { x: placeOf(at, points, box).middle, y: box.y + box.height + 38 + n * 34, size: SIZES.axis, fill: COLOURS.quiet, anchor: 'middle' })))
    .join('\n');
}

/** A single value is a point with its figure. */
function onlyFigure({ points, amount, only }: TrendBlock, box: Box): string {
  const known = points.flatMap((point, at) => (point.amount === null ? [] : [{ at, value: Number(point.amount) }]));
  const [one] = known;
  if (only === undefined || one === undefined || known.length > 1) return '';
  const [lowest = 0, highest = 1] = [Number(amount.ticks[0]?.at), Number(amount.ticks.at(-1)?.at)];
  const y = box.y + ((highest - one.value) / (highest - lowest)) * box.height;
  return text(only, { x: placeOf(one.at, points, box).middle + 24, y: Math.max(box.y + 40, y - 18), size: SIZES.value, weight: 'bold' });
}
