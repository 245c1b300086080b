import type { Day, KpiTotals, Money, WindowQuery } from './shared-types';

export const TREND_GRANULARITIES = ['day', 'week'] as const;
export type TrendGranularity = (typeof TREND_GRANULARITIES)[number];

/** `GET /revenue/trend` (8.2): 1..366 days, none later than today in `tz`; weeks start on Monday. */
export interface RevenueTrendQuery extends WindowQuery {
  readonly granularity: TrendGranularity;
  readonly include_previous: boolean;
}

/** `day` is the day itself, or the first day of the week that lies inside the window. */
export interface TrendPoint {
  readonly day: Day;
  readonly revenue_gross: Money;
  readonly revenue_net: Money;
  readonly orders_created: number;
  readonly orders_paid: number;
  readonly aov: Money | null;
}

/** As many days directly before the window. */
export interface PreviousTrend {
  readonly from: Day;
  readonly to: Day;
  readonly missing_days: readonly Day[];
  readonly series: readonly TrendPoint[];
  readonly totals: KpiTotals;
}

/** Every day or week is there, zeros included; days without data are absent and listed in `missing_days` of the provenance. */
export interface RevenueTrendData {
  readonly currency: string;
  readonly series: readonly TrendPoint[];
  readonly totals: KpiTotals;
  readonly previous: PreviousTrend | null;
}
