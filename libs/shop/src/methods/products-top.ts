import { IsMoney, IsPart, IsParts, IsPct, IsText, IsWhole, MayBeNull } from '../answers/fields';
import type { Money, Pct, WindowQuery } from './shared-types';

export const TOP_METRICS = ['revenue', 'qty'] as const;
export const TOP_DIRECTIONS = ['top', 'bottom'] as const;
export const SALES_GROUPS = ['product', 'category'] as const;
export type TopMetric = (typeof TOP_METRICS)[number];
export type TopDirection = (typeof TOP_DIRECTIONS)[number];
export type SalesGroup = (typeof SALES_GROUPS)[number];

/** `GET /products/top` (8.5). `include_zero` adds ACTIVE products with a price that sold nothing: by default of `bottom` only. */
export interface ProductsTopQuery extends WindowQuery {
  readonly metric: TopMetric;
  readonly direction: TopDirection;
  readonly group_by: SalesGroup;
  /** 1..30. */
  readonly limit: number;
  readonly include_zero?: boolean;
}

/** `key` is the product's id or the category; `share_pct` of the metric's total, null when that is 0. */
export class TopRow {
  @IsWhole(1) readonly rank: number;
  @IsText() readonly key: string;
  @IsText() readonly title: string;
  @IsText() readonly category: string;
  @IsWhole() readonly qty: number;
  @IsMoney() readonly revenue: Money;
  @MayBeNull() @IsPct() readonly share_pct: Pct | null;
}

/** Over all groups, not just those shown: gross revenue and items sold of the same window. */
export class TopTotals {
  @IsMoney() readonly total_revenue: Money;
  @IsWhole() readonly total_qty: number;
  @IsWhole() readonly groups: number;
}

export class ProductsTopData {
  @IsText() readonly currency: string;
  @IsParts(() => TopRow) readonly rows: readonly TopRow[];
  @IsPart(() => TopTotals) readonly totals: TopTotals;
}
