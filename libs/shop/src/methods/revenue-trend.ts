import { IsDayText, IsDays, IsMoney, IsPart, IsParts, IsText, IsWhole, MayBeNull } from '../answers/fields';
import { KpiTotals, type Day, type Money, type WindowQuery } from './shared-types';

export const TREND_GRANULARITIES = ['day', 'week'] as const;
export type TrendGranularity = (typeof TREND_GRANULARITIES)[number];

/** `GET /revenue/trend` (8.2): 1..366 days, none later than today in `tz`; weeks start on Monday. */
export interface RevenueTrendQuery extends WindowQuery {
  readonly granularity: TrendGranularity;
  readonly include_previous: boolean;
}

/** `day` is the day itself, or the first day of the week that lies inside the window. */
export class TrendPoint {
  @IsDayText() readonly day: Day;
  @IsMoney() readonly revenue_gross: Money;
  @IsMoney() readonly revenue_net: Money;
  @IsWhole() readonly orders_created: number;
  @IsWhole() readonly orders_paid: number;
  @MayBeNull() @IsMoney() readonly aov: Money | null;
}

/** As many days directly before the window. */
export class PreviousTrend {
  @IsDayText() readonly from: Day;
  @IsDayText() readonly to: Day;
  @IsDays() readonly missing_days: readonly Day[];
  @IsParts(() => TrendPoint) readonly series: readonly TrendPoint[];
  @IsPart(() => KpiTotals) readonly totals: KpiTotals;
}

/** Every day or week is there, zeros included; days without data are absent and listed in `missing_days` of the provenance. */
export class RevenueTrendData {
  @IsText() readonly currency: string;
  @IsParts(() => TrendPoint) readonly series: readonly TrendPoint[];
  @IsPart(() => KpiTotals) readonly totals: KpiTotals;
  @MayBeNull() @IsPart(() => PreviousTrend) readonly previous: PreviousTrend | null;
}
