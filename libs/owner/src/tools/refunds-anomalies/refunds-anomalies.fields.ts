import { AnyText, Count, IntegerIn, ListOf, Nested, Optional, PctText, Period, rule } from '@ownerbot/tools';
import { PctOrNull } from '../figures/figure-fields';
import { WindowData } from '../figures/window-data';

export class RefundsAnomaliesPayload {
  /** Default: 90d. */
  @Optional() @Nested(() => Period) readonly period?: Period;
  /** Percentage points above the overall rate from which a product counts. */
  @rule('decimal', '0.5..20 as decimal text with at most 2 places', (value) => typeof value === 'string' && /^\d{1,2}(\.\d{1,2})?$/.test(value) && Number(value) >= 0.5 && Number(value) <= 20, { type: 'decimal', min: '0.5', max: '20', places: 2 })
  readonly delta_pp: string = '1';
  /** Fewer orders than this say nothing. */
  @IntegerIn(5, 500) readonly min_orders: number = 30;
}

export class OverallRefundRate {
  @Count() readonly orders: number;
  @Count() readonly refunds: number;
  @PctOrNull() readonly rate_pct: string | null;
}

export class ProductRefundRate {
  @Count() readonly product_id: number;
  @AnyText() readonly title: string;
  @Count() readonly orders: number;
  @Count() readonly refunds: number;
  @PctText() readonly rate_pct: string;
  @PctText() readonly delta_pp: string;
}

export class RefundsAnomaliesOutput {
  @Nested(() => WindowData) readonly period: WindowData;
  @Nested(() => OverallRefundRate) readonly overall: OverallRefundRate;
  /** Largest deviation first. */
  @ListOf(() => ProductRefundRate) readonly rows: readonly ProductRefundRate[];
}
