import type { ChartPlace, ComparisonBlock, MissingBlock, TrendBlock } from '@ownerbot/reports';
import { comparedFigures } from '../../pictures/comparison-picture';
import { trendBlock } from '../../pictures/trend-picture';
import type { PartCode } from '../../tools/dashboards/parts/figures';
import type { ReportView } from '../report-view';
import { shortChange } from '../words/changes';
import { openDayOf } from '../words/figure-lines';
import { partName, whyWords } from '../words/notes';

/** Why there is nothing in the place of a part. */
export function missingPart(code: PartCode, { part, context, isEmpty, isUnknown }: ReportView): MissingBlock | null {
  const { texts } = context;
  const state = part(code);
  const name = capital(partName(code, context));
  if (state === null || state.status === 'left_out') return { kind: 'missing', why: texts.text('dash.left_out_why', { part: name }) };
  if (state.status === 'error') return { kind: 'missing', why: texts.text('dash.failed_why', { part: name, why: whyWords(state.error_code, context) }) };
  if (isUnknown(code)) return { kind: 'missing', why: texts.text('dash.unknown_why') };
  return isEmpty(code) ? { kind: 'missing', why: texts.text('dash.empty_why') } : null;
}

export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** The curve of the days, the week of the report marked where there is one. */
export function trendChart(view: ReportView): ChartPlace<TrendBlock> {
  const { context, data: { week } } = view;
  const { texts, formats } = context;
  const [trend, state, missing] = [view.figures('trend'), view.part('trend'), missingPart('trend', view)];
  if (trend === null || missing !== null || state === null || state.window === null) return { title: capital(partName('trend', context)), block: missing ?? { kind: 'missing', why: texts.text('dash.unknown_why') } };
  const { from, to } = state.window;
  const block = trendBlock({ data: trend, from, openDay: openDayOf(trend, to, context) }, context);
  const first = week === undefined ? -1 : block.points.length - 7;
  return {
    title: texts.text('dash.chart.trend', { range: formats.range(from, to) }),
    block: { ...block, tiles: [], ...(first < 0 ? {} : { marked: { first, last: block.points.length - 1, name: texts.text('dash.chart.week') } }) },
  };
}

/** Two weeks side by side. */
export function comparisonChart(view: ReportView): ChartPlace<ComparisonBlock> {
  const { context } = view;
  const { texts, formats } = context;
  const [weeks, missing] = [view.figures('compare'), missingPart('compare', view)];
  if (weeks === null || missing !== null) return { title: capital(partName('compare', context)), block: missing ?? { kind: 'missing', why: texts.text('dash.unknown_why') } };
  const { window_a: later, window_b: earlier } = weeks;
  const windows = { later: formats.range(later.start, later.end), earlier: formats.range(earlier.start, earlier.end) };
  return { title: texts.text('dash.chart.compare', windows), block: { kind: 'comparison', windows, figures: comparedFigures(weeks, context, (own, percent) => shortChange(percent, own)) } };
}
