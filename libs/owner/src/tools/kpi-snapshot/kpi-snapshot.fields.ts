import { AnyText, Count, DayText, Flag, MoneyText, Nested, NotWith, Nullable, OneOf, Optional, Period, PERIOD_PRESETS, rule } from '@ownerbot/tools';
import { DayRange, KpiFigures, PctOrNull } from '../figures/figure-fields';

export class KpiSnapshotPayload {
  /** Default: today. */
  @Optional() @Nested(() => Period) @NotWith('day') readonly period?: Period;
  /** One day, short for a custom period. */
  @Optional() @DayText() readonly day?: string;
  /** Adds the change against as many days before. */
  @Flag() readonly with_change: boolean = true;
}

export class ResolvedPeriod {
  @OneOf(PERIOD_PRESETS) readonly preset: string;
  @DayText() readonly from: string;
  @DayText() readonly to: string;
  @Count() readonly days: number;
}

export class PreviousFigures extends KpiFigures {
  @DayText() readonly from: string;
  @DayText() readonly to: string;
}

export class MoneyChange {
  @Nullable() @MoneyText() readonly delta_abs: string | null;
  @PctOrNull() readonly delta_pct: string | null;
}

export class CountChange {
  @Nullable() @rule('integer', 'an integer', Number.isSafeInteger) readonly delta_abs: number | null;
  @PctOrNull() readonly delta_pct: string | null;
}

export class KpiChange {
  @Nested(() => MoneyChange) readonly revenue_gross: MoneyChange;
  @Nested(() => MoneyChange) readonly revenue_net: MoneyChange;
  @Nested(() => CountChange) readonly orders_paid: CountChange;
  @Nested(() => CountChange) readonly orders_created: CountChange;
  @Nested(() => MoneyChange) readonly aov: MoneyChange;
}

export class DeltaBasisData {
  @Count() readonly days: number;
  @Nested(() => DayRange) readonly a: DayRange;
  @Nested(() => DayRange) readonly b: DayRange;
}

export class KpiSnapshotData extends KpiFigures {
  @Nested(() => ResolvedPeriod) readonly period: ResolvedPeriod;
  @AnyText() readonly currency: string;
  /** Absent without `with_change`; null when nothing is known of those days. */
  @Optional() @Nullable() @Nested(() => PreviousFigures) readonly previous?: PreviousFigures | null;
  @Optional() @Nested(() => KpiChange) readonly change?: KpiChange;
  /** Null when the windows could not be compared. */
  @Optional() @Nullable() @Nested(() => DeltaBasisData) readonly delta_basis?: DeltaBasisData | null;
}
