import { SALES_GROUPS, TOP_DIRECTIONS, TOP_METRICS, type SalesGroup, type TopDirection, type TopMetric } from '@ownerbot/shop';
import { AnyText, Count, Flag, IntegerIn, Limit, ListOf, MoneyText, Nested, NotWith, OneOf, Optional, Period } from '@ownerbot/tools';
import { PctOrNull } from '../figures/figure-fields';
import { WindowData } from '../figures/window-data';

export class TopProductsPayload {
  @Optional() @Nested(() => Period) @NotWith('days') readonly period?: Period;
  /** Default: 7. */
  @Optional() @IntegerIn(1, 366) readonly days?: number;
  @OneOf(TOP_METRICS) readonly metric: TopMetric = 'revenue';
  @OneOf(TOP_DIRECTIONS) readonly direction: TopDirection = 'top';
  @OneOf(SALES_GROUPS) readonly group_by: SalesGroup = 'product';
  @Limit(30) readonly limit: number = 10;
  /** Adds ACTIVE products with a price that sold nothing; by default of the bottom only. */
  @Optional() @Flag() readonly include_zero?: boolean;
}

export class RankedRow {
  @Count() readonly rank: number;
  /** Id of the product, or the category. */
  @AnyText() readonly key: string;
  @AnyText() readonly title: string;
  @AnyText() readonly category: string;
  @Count() readonly qty: number;
  @MoneyText() readonly revenue: string;
  /** Of the metric's total; null when that is 0. */
  @PctOrNull() readonly share_pct: string | null;
}

export class RankingTotals {
  @MoneyText() readonly total_revenue: string;
  @Count() readonly total_qty: number;
  /** Products or categories in the ranking, shown or not. */
  @Count() readonly groups: number;
}

export class TopProductsOutput {
  @Nested(() => WindowData) readonly period: WindowData;
  @AnyText() readonly currency: string;
  @OneOf(TOP_METRICS) readonly metric: TopMetric;
  @OneOf(TOP_DIRECTIONS) readonly direction: TopDirection;
  @OneOf(SALES_GROUPS) readonly group_by: SalesGroup;
  @ListOf(() => RankedRow, 30) readonly rows: readonly RankedRow[];
  @Nested(() => RankingTotals) readonly totals: RankingTotals;
}
