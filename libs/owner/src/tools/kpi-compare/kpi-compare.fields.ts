import { isDay } from '@ownerbot/shop';
import { AnyText, Count, DayText, IntegerIn, MoneyText, Nested, NotWith, Nullable, OneOf, Optional, rule } from '@ownerbot/tools';
import { PctOrNull } from '../figures/figure-fields';

export const COMPARE_PRESETS = ['wow', 'mom', 'custom'] as const;

/** A day that is needed with `custom` and refused with any other preset. */
function CustomDay(): PropertyDecorator {
  return rule('custom_day', 'YYYY-MM-DD with preset custom, nothing with any other', (value, owner) =>
    (owner as KpiComparePayload).preset === 'custom' ? isDay(value) : value === undefined,
    { type: 'day' },
  );
}

export class KpiComparePayload {
  @OneOf(COMPARE_PRESETS) readonly preset: (typeof COMPARE_PRESETS)[number] = 'wow';
  /** Days of each window; default: 7 of `wow`, 30 of `mom`. */
  @Optional() @IntegerIn(1, 183) @NotWith('a_start', 'a_end', 'b_start', 'b_end') readonly days?: number;
  @CustomDay() readonly a_start?: string;
  @CustomDay() readonly a_end?: string;
  @CustomDay() readonly b_start?: string;
  @CustomDay() readonly b_end?: string;
}

export class ComparedWindow {
  @DayText() readonly start: string;
  @DayText() readonly end: string;
  @Count() readonly days: number;
}

export class ComparedTotals {
  @MoneyText() readonly revenue_gross_sum: string;
  @MoneyText() readonly revenue_net_sum: string;
  @Count() readonly orders_paid_sum: number;
  @Count() readonly orders_created_sum: number;
}

export class MoneyDelta {
  @Nullable() @MoneyText() readonly delta_abs: string | null;
  @PctOrNull() readonly delta_pct: string | null;
}

export class CountDelta {
  @Nullable() @rule('integer', 'an integer', Number.isSafeInteger) readonly delta_abs: number | null;
  @PctOrNull() readonly delta_pct: string | null;
}

export class ComparedDelta {
  @Nested(() => MoneyDelta) readonly revenue_gross: MoneyDelta;
  @Nested(() => MoneyDelta) readonly revenue_net: MoneyDelta;
  @Nested(() => CountDelta) readonly orders_paid: CountDelta;
  @Nested(() => CountDelta) readonly orders_created: CountDelta;
}

/** Averages of one day, where the windows have different lengths. */
export class PerDay {
  @MoneyText() readonly revenue_gross: string;
  @MoneyText() readonly revenue_net: string;
  @MoneyText() readonly orders_paid: string;
  @MoneyText() readonly orders_created: string;
}

export class KpiCompareOutput {
  @AnyText() readonly currency: string;
  @Nested(() => ComparedWindow) readonly window_a: ComparedWindow;
  @Nested(() => ComparedWindow) readonly window_b: ComparedWindow;
  @Nested(() => ComparedTotals) readonly totals_a: ComparedTotals;
  @Nested(() => ComparedTotals) readonly totals_b: ComparedTotals;
  @Nested(() => ComparedDelta) readonly delta: ComparedDelta;
  @Nullable() @MoneyText() readonly aov_a: string | null;
  @Nullable() @MoneyText() readonly aov_b: string | null;
  @Nested(() => MoneyDelta) readonly aov_delta: MoneyDelta;
  @Optional() @Nested(() => PerDay) readonly avg_per_day_a?: PerDay;
  @Optional() @Nested(() => PerDay) readonly avg_per_day_b?: PerDay;
}
