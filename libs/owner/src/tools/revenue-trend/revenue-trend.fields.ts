import { TREND_GRANULARITIES, type TrendGranularity } from '@ownerbot/shop';
import { AnyText, Count, DayText, IntegerIn, ListOf, MoneyText, Nested, NotWith, Nullable, OneOf, Optional, Period } from '@ownerbot/tools';
import { DayRange, KpiFigures, PctOrNull } from '../figures/figure-fields';

export class RevenueTrendPayload {
  @Optional() @Nested(() => Period) @NotWith('days', 'end_day') readonly period?: Period;
  /** Default: 7. */
  @Optional() @IntegerIn(1, 366) readonly days?: number;
  /** Last of the days; default: today. */
  @Optional() @DayText() readonly end_day?: string;
  @OneOf(TREND_GRANULARITIES) readonly granularity: TrendGranularity = 'day';
}

export class TrendPointData {
  @DayText() readonly day: string;
  @MoneyText() readonly revenue_gross: string;
  @MoneyText() readonly revenue_net: string;
  @Count() readonly orders_paid: number;
  @Count() readonly orders_created: number;
  @Nullable() @MoneyText() readonly aov: string | null;
}

export class PreviousTotals {
  @DayText() readonly from: string;
  @DayText() readonly to: string;
  @Nested(() => KpiFigures) readonly totals: KpiFigures;
}

export class TrendDelta {
  @PctOrNull() readonly revenue_gross_pct: string | null;
  @PctOrNull() readonly revenue_net_pct: string | null;
  @PctOrNull() readonly orders_paid_pct: string | null;
}

export class TrendBasis {
  @Count() readonly days: number;
  @Nested(() => DayRange) readonly a: DayRange;
  @Nested(() => DayRange) readonly b: DayRange;
}

export class RevenueTrendOutput {
  @Count() readonly days: number;
  @DayText() readonly end_day: string;
  @OneOf(TREND_GRANULARITIES) readonly granularity: TrendGranularity;
  @AnyText() readonly currency: string;
  @ListOf(() => TrendPointData, 366) readonly series: readonly TrendPointData[];
  @Nested(() => KpiFigures) readonly totals: KpiFigures;
  /** Null when nothing is known of those days. */
  @Nullable() @Nested(() => PreviousTotals) readonly previous: PreviousTotals | null;
  @Nested(() => TrendDelta) readonly delta_vs_prev_window: TrendDelta;
  /** Null when the windows could not be compared. */
  @Nullable() @Nested(() => TrendBasis) readonly delta_basis: TrendBasis | null;
}
