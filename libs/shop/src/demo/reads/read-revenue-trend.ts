import type { ShopAnswer } from '../../envelope';
import { pointOf, totalsOf, type DayFigures } from '../../figures/kpi-totals';
import { filtersHash } from '../../filters-hash';
import { addDays, checkWindow, daysBetween, mondayOf } from '../../local-days';
import type { PreviousTrend, RevenueTrendData, RevenueTrendQuery, TrendGranularity, TrendPoint } from '../../methods/revenue-trend';
import type { Day, WindowQuery } from '../../methods/shared-types';
import { dailyFigures } from './daily-figures';
import { answer, completenessOf, missingDays, type DemoRead } from './demo-read';

export async function readRevenueTrend(read: DemoRead, query: RevenueTrendQuery): Promise<ShopAnswer<RevenueTrendData>> {
  checkWindow(query, read.now);
  const { from, to, tz, granularity, include_previous } = query;
  const before = previousWindow(query);
  // One question for both windows, so that they are read at one moment.
  const days = await dailyFigures(read, { from: include_previous ? before.from : from, to, tz });
  const own = days.filter(({ day }) => day >= from);
  return answer(
    read,
    {
      currency: read.call.currency,
      series: seriesOf(own, from, granularity),
      totals: totalsOf(own),
      previous: include_previous ? previousOf(read, before, days, granularity) : null,
    },
    {
      sources: ['demo:orders'],
      window: { from, to, timezone: tz, granularity },
      filters_hash: filtersHash('revenueTrend', { shop_id: read.call.shopId, from, to, tz, granularity, include_previous }),
      counts: null,
      completeness: completenessOf(query, read.now),
    },
  );
}

function previousWindow({ from, to, tz }: WindowQuery): WindowQuery {
  return { from: addDays(from, -daysBetween(from, to)), to: addDays(from, -1), tz };
}

function previousOf(read: DemoRead, window: WindowQuery, days: readonly DayFigures[], granularity: TrendGranularity): PreviousTrend {
  const own = days.filter(({ day }) => day <= window.to);
  return {
    from: window.from,
    to: window.to,
    missing_days: missingDays(window, read.now),
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
