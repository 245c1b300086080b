import { Decimal } from 'decimal.js';
import type { ReplyContext } from '@ownerbot/conversation';
import { dayOf } from '@ownerbot/shop';
import type { RevenueTrendOutput, TrendPointData } from '../../tools/revenue-trend/revenue-trend.fields';
import type { ReportView } from '../report-view';
import { partName } from './notes';
import { shortChange } from './changes';

/** Lines about days and weeks. Plain text. */

export function yesterdayLine({ figures, isUnknown, context }: ReportView): string[] {
  const day = figures('yesterday');
  if (day === null) return [];
  const { texts, formats } = context;
  if (isUnknown('yesterday')) return [unknownLine('yesterday', context)];
  const money = (value: string | null): string => formats.money(value, day.currency);
  return [
    texts.text('dash.yesterday', {
      net: money(day.revenue_net), gross: money(day.revenue_gross), paid: formats.integer(day.orders_paid), created: formats.integer(day.orders_created), aov: money(day.aov),
      refunds: day.refunds_count === 0 ? texts.text('dash.no_refunds') : texts.text('dash.refunds', { count: day.refunds_count, amount: money(day.refunds_amount) }),
    }),
  ];
}

export function todayLine({ figures, part, isUnknown, context }: ReportView): string[] {
  const day = figures('today');
  const asOf = part('today')?.as_of;
  if (day === null || asOf === null || asOf === undefined) return [];
  const { texts, formats } = context;
  if (isUnknown('today')) return [unknownLine('today', context)];
  return [texts.text('dash.today', { time: formats.time(asOf), net: formats.money(day.revenue_net, day.currency), paid: formats.integer(day.orders_paid), created: formats.integer(day.orders_created) })];
}

export function compareLine({ figures, isUnknown, context }: ReportView): string[] {
  const weeks = figures('compare');
  if (weeks === null) return [];
  const { texts, formats } = context;
  if (isUnknown('compare')) return [unknownLine('compare', context)];
  const { window_a: a, window_b: b, totals_a: totals, delta, currency } = weeks;
  return [
    texts.text('dash.compare', {
      windows: texts.text('dash.weeks', { week: formats.range(a.start, a.end), before: formats.range(b.start, b.end) }),
      net: formats.money(totals.revenue_net_sum, currency), net_change: shortChange(delta.revenue_net.delta_pct, context),
      paid: formats.integer(totals.orders_paid_sum), paid_change: shortChange(delta.orders_paid.delta_pct, context),
      aov: formats.money(weeks.aov_a, currency), aov_before: formats.money(weeks.aov_b, currency),
    }),
  ];
}

export function bestDayLine({ figures, isEmpty, part, context }: ReportView): string[] {
  const trend = figures('trend');
  if (trend === null || isEmpty('trend')) return [];
  const { texts, formats } = context;
  const { best, worst } = bestAndWorst(trend, openDayOf(trend, part('trend')?.window?.to, context));
  if (best === null || worst === null) return [];
  const words = (point: TrendPointData): string => formats.dayOfWeek(point.day);
  return [texts.text('dash.best', { best: words(best), best_net: formats.money(best.revenue_net, trend.currency), worst: words(worst), worst_net: formats.money(worst.revenue_net, trend.currency) })];
}

/** Of the complete days; nobody is best among fewer than two. */
export function bestAndWorst({ series }: Pick<RevenueTrendOutput, 'series'>, openDay: string | null): { readonly best: TrendPointData | null; readonly worst: TrendPointData | null } {
  const complete = series.filter(({ day }) => day !== openDay).toSorted((one, other) => new Decimal(other.revenue_net).cmp(one.revenue_net));
  if (complete.length < 2) return { best: null, worst: null };
  return { best: complete[0] ?? null, worst: complete.at(-1) ?? null };
}

/** Today, where the curve reaches it. */
export function openDayOf({ end_day: end }: Pick<RevenueTrendOutput, 'end_day'>, last: string | undefined, { now, timezone }: ReplyContext): string | null {
  const today = dayOf(now, timezone);
  return end === today || last === today ? today : null;
}

function unknownLine(part: 'yesterday' | 'today' | 'compare', context: ReplyContext): string {
  const name = partName(part, context);
  return context.texts.text('dash.unknown', { part: `${name.charAt(0).toUpperCase()}${name.slice(1)}` });
}
