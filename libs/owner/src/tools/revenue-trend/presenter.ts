import { Decimal } from 'decimal.js';
import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { addDays, mondayOf } from '@ownerbot/shop';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { requestedPeriodWords } from '../period-words';
import { basisWords, emptyWords, inProgress } from '../window-words';
import type { RevenueTrendOutput, TrendPointData } from './revenue-trend.fields';

type Point = Pick<TrendPointData, 'day' | 'revenue_net' | 'orders_paid'>;

/** Longer ranges are told by week. */
const LONGEST_DAILY = 14;
const DEFAULT_DAYS = 7;

/** Totals, change, best and worst day, and a line for each day or week. */
export const trendPresenter = presenter<RevenueTrendOutput>({
  progress(run, context) {
    const days = typeof run.payload['days'] === 'number' ? run.payload['days'] : null;
    if (days !== null || run.payload['period'] === undefined) return context.texts.html('report.trend.progress_days', { days: days ?? DEFAULT_DAYS });
    return context.texts.html('report.trend.progress', { period: asHtml(requestedPeriodWords(context, run.payload, { preset: '7d' })) });
  },
  body(response, context) {
    const { data, provenance } = response;
    const { texts, formats } = context;
    const { from, to } = provenance.window;
    const isEmpty = response.warnings.some(({ code }) => code === 'NO_DATA');
    const open = provenance.completeness.in_progress_day;
    const byWeek = data.granularity === 'week' || data.series.length > LONGEST_DAILY;
    return {
      headline: texts.html('report.trend.title', { days: data.days, range: formats.range(from, to) }),
      sections: isEmpty
        ? [[emptyWords(response, context)]]
        : [
            inProgress(response, context),
            totals(data, { from, to }, context),
            data.granularity === 'week' ? [] : bestAndWorst(data, open, context),
            byWeek ? weekLines(data, to, context) : data.series.map((point) => pointLine(point, formats.dayOfWeek(point.day), data.currency, context)),
          ],
      toldWarnings: isEmpty ? ['NO_DATA', 'INSUFFICIENT_DATA', 'WINDOW_IN_PROGRESS'] : ['NO_DATA', 'WINDOW_IN_PROGRESS'],
      buttons: [[templateButton(context, 'RPT_KPI_7D'), templateButton(context, 'RPT_KPI_30D')]],
    };
  },
});

function totals({ totals: sum, ...data }: RevenueTrendOutput, window: { from: string; to: string }, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const basis = data.delta_basis;
  const percent = data.delta_vs_prev_window.revenue_net_pct;
  const lines = [texts.html('report.trend.revenue', { net: formats.money(sum.revenue_net, data.currency) })];
  if (basis && percent !== null) lines.push(texts.html('report.trend.change', { change: formats.change(percent), basis: asHtml(basisWords(basis, window, context)) }));
  lines.push(texts.html('report.trend.orders', { paid: formats.integer(sum.orders_paid), aov: formats.money(sum.aov, data.currency) }));
  return lines;
}

/** A day that is still going on is never the worst one. */
function bestAndWorst({ series, currency }: RevenueTrendOutput, openDay: string | null, { texts, formats }: ReplyContext): string[] {
  const complete = series.filter(({ day }) => day !== openDay).toSorted((one, other) => new Decimal(other.revenue_net).cmp(one.revenue_net));
  const [best] = complete;
  const worst = complete.at(-1);
  if (!best || !worst || complete.length < 2) return [];
  const words = (point: Point) => ({ day: formats.dayOfWeek(point.day), net: formats.money(point.revenue_net, currency) });
  return [texts.html('report.trend.best', words(best)), texts.html('report.trend.worst', words(worst))];
}

/** Calendar weeks, Monday first, cut at the borders of the window. */
function weekLines({ series, currency, granularity }: RevenueTrendOutput, windowEnd: string, context: ReplyContext): string[] {
  const weeks = new Map<string, Point[]>();
  for (const point of series) {
    const monday = granularity === 'week' ? point.day : mondayOf(point.day);
    weeks.set(monday, [...(weeks.get(monday) ?? []), point]);
  }
  return [...weeks.values()].flatMap((days) => {
    const [first] = days;
    if (!first) return [];
    const sunday = addDays(mondayOf(first.day), 6);
    const sum = {
      day: first.day,
      revenue_net: Decimal.sum(...days.map(({ revenue_net }) => revenue_net)).toFixed(2),
      orders_paid: days.reduce((total, { orders_paid }) => total + orders_paid, 0),
    };
    return [pointLine(sum, context.formats.range(first.day, sunday < windowEnd ? sunday : windowEnd), currency, context)];
  });
}

function pointLine(point: Point, label: string, currency: string, { texts, formats }: ReplyContext): string {
  return texts.html('report.trend.line', { label, net: formats.money(point.revenue_net, currency), orders: point.orders_paid });
}
