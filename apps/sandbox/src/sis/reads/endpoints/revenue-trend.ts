import {
  addDays,
  daysBetween,
  MAX_WINDOW_DAYS,
  mondayOf,
  pointOf,
  totalsOf,
  TREND_GRANULARITIES,
  type Day,
  type DayFigures,
  type RevenueTrendData,
  type TrendGranularity,
  type TrendPoint,
} from '@ownerbot/shop';
import { dailyFigures } from '../figures';
import type { ReadEndpoint } from '../read-endpoint';
import { ordersAt } from '../shop-at';
import { completenessOf, missingDays } from '../windows';

export const revenueTrend: ReadEndpoint = {
  capability: 'revenue_trend',
  read({ sim, now, reader, currency, filtersHash }) {
    const window = reader.window(now, { min: 1, max: MAX_WINDOW_DAYS });
    const granularity = reader.oneOf('granularity', TREND_GRANULARITIES) ?? 'day';
    const orders = ordersAt(sim.store.state().rows, { now, tz: window.tz });
    const days = dailyFigures(sim, orders, window, now);
    const data: RevenueTrendData = {
      currency,
      series: seriesOf(days, granularity),
      totals: totalsOf(days),
      previous: reader.flag('include_previous') === true ? previousOf() : null,
    };
    return {
      data,
      sources: ['sis:orders'],
      filtersHash,
      asOf: now,
      window: { from: window.from, to: window.to, timezone: window.tz, granularity },
      completeness: completenessOf(sim, window, now),
    };

    /** As many days directly before the window. */
    function previousOf(): RevenueTrendData['previous'] {
      const before = { from: addDays(window.from, -daysBetween(window.from, window.to)), to: addDays(window.from, -1), tz: window.tz };
      const ofBefore = dailyFigures(sim, orders, before, now);
      return { from: before.from, to: before.to, missing_days: missingDays(sim, before, now), series: seriesOf(ofBefore, granularity), totals: totalsOf(ofBefore) };
    }
  },
};

/** A week is keyed by its first day inside the window. */
function seriesOf(days: readonly DayFigures[], granularity: TrendGranularity): TrendPoint[] {
  if (granularity === 'day') return days.map((one) => pointOf(one.day, [one]));
  const weeks = new Map<Day, DayFigures[]>();
  for (const one of days) {
    const monday = mondayOf(one.day);
    weeks.set(monday, [...(weeks.get(monday) ?? []), one]);
  }
  return [...weeks.values()].map((week) => pointOf(week[0]?.day ?? '', week));
}
