import type { ShopAnswer } from '../../../envelope';
import { pointOf, totalsOf, type DayFigures } from '../../../figures/kpi-totals';
import { filtersHash } from '../../../filters-hash';
import { addDays, daysBetween, mondayOf } from '../../../local-days';
import type { KpiSummaryData, KpiSummaryQuery } from '../../../methods/kpi-summary';
import type { PreviousTrend, RevenueTrendData, RevenueTrendQuery, TrendGranularity, TrendPoint } from '../../../methods/revenue-trend';
import type { Day, WindowQuery } from '../../../methods/shared-types';
import { answerOf, missingDays, type ReadAt } from '../read-at';

/** Summary and trend are both made of daily figures, so they cannot disagree. `days`: those of the window that have data. */
export function kpiSummaryAnswer(read: ReadAt, query: KpiSummaryQuery, days: readonly DayFigures[]): ShopAnswer<KpiSummaryData> {
  const { from, to, tz } = query;
  return answerOf(
    read,
    { currency: read.call.currency, ...totalsOf(days) },
    { sources: ['orders'], window: { from, to, tz, granularity: 'total' }, filters_hash: filtersHash('kpiSummary', { shop_id: read.call.shopId, from, to, tz }) },
  );
}

/** The days that a trend needs: its own, and those before it when they are wanted. One question, so that all are read at one moment. */
export function trendWindow(query: RevenueTrendQuery): WindowQuery {
  return { from: query.include_previous ? previousWindow(query).from : query.from, to: query.to, tz: query.tz };
}

export function revenueTrendAnswer(read: ReadAt, query: RevenueTrendQuery, days: readonly DayFigures[]): ShopAnswer<RevenueTrendData> {
  const { from, to, tz, granularity, include_previous } = query;
  const own = days.filter(({ day }) => day >= from);
  return answerOf(
    read,
    {
      currency: read.call.currency,
      series: seriesOf(own, from, granularity),
      totals: totalsOf(own),
      previous: include_previous ? previousOf(read, previousWindow(query), days, granularity) : null,
    },
    {
      sources: ['orders'],
      window: { from, to, tz, granularity },
      filters_hash: filtersHash('revenueTrend', { shop_id: read.call.shopId, from, to, tz, granularity, include_previous }),
    },
  );
}

function previousWindow({ from, to, tz }: WindowQuery): WindowQuery {
  return { from: addDays(from, -daysBetween(from, to)), to: addDays(from, -1), tz };
}

function previousOf(read: ReadAt, window: WindowQuery, days: readonly DayFigures[], granularity: TrendGranularity): PreviousTrend {
  const own = days.filter(({ day }) => day <= window.to);
  return {
    from: window.from,
    to: window.to,
    missing_days: missingDays(read, window),
    series: seriesOf(own, window.from, granularity),
    totals: totalsOf(own),
  };
}

function seriesOf(days: readonly DayFigures[], from: Day, granularity: TrendGranularity): TrendPoint[] {
  if (granularity === 'day') return days.map((day) => pointOf(day.day, [day]));
  const weeks = new Map<Day, DayFigures[]>();
  for (const day of days) {
    const monday = mondayOf(day.day);
    const key = monday < from ? from : monday;
    weeks.set(key, [...(weeks.get(key) ?? []), day]);
  }
  return [...weeks].map(([key, ofWeek]) => pointOf(key, ofWeek));
}
