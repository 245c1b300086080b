import { IsMoney, IsPart, IsParts, IsPct, IsText, IsTexts, IsWhole, MayBeNull } from '../answers/fields';
import type { Money, Pct, WindowQuery } from './shared-types';

/** Sources of tools that SIS v1 has nothing for: every mode but DEMO answers `UPSTREAM_NOT_IMPLEMENTED`. */

/** From a look at a product to a paid order, over the days of a window that have a funnel. */
export class FunnelData {
  @IsWhole() readonly views: number;
  @IsWhole() readonly opens: number;
  @IsWhole() readonly carts: number;
  @IsWhole() readonly orders_created: number;
  @IsWhole() readonly orders_paid: number;
}

/** Products with at least `min_orders` whose refund rate lies `delta_pp` percentage points or more above the overall one. */
export interface RefundRatesQuery extends WindowQuery {
  /** 5..500. */
  readonly min_orders: number;
  /** 0.5..20, decimal text. */
  readonly delta_pp: Pct;
}

/** `rate_pct` is null when there was no order. */
export class OverallRefunds {
  @IsWhole() readonly orders: number;
  @IsWhole() readonly refunds: number;
  @MayBeNull() @IsPct() readonly rate_pct: Pct | null;
}

export class ProductRefunds {
  @IsWhole(1) readonly product_id: number;
  @IsText() readonly title: string;
  @IsWhole() readonly orders: number;
  @IsWhole() readonly refunds: number;
  @IsPct() readonly rate_pct: Pct;
  @IsPct() readonly delta_pp: Pct;
}

/** Over the orders that were paid in the window and are paid or refunded now. Largest deviation first. */
export class RefundRatesData {
  @IsPart(() => OverallRefunds) readonly overall: OverallRefunds;
  @IsParts(() => ProductRefunds) readonly rows: readonly ProductRefunds[];
}

export const TRUST_SIGNALS = ['COUPON_REPEAT', 'REFUND_REPEAT', 'PAYMENT_FAIL_REPEAT'] as const;
export type TrustSignalKind = (typeof TRUST_SIGNALS)[number];

export interface TrustSignalsQuery extends WindowQuery {
  /** 1..50. */
  readonly limit: number;
}

/** Evidence, not a verdict. `score` is 0..100; of the orders at most the 5 newest are named. */
export class TrustSignalRow {
  @IsText() readonly customer_id: string;
  @IsText() readonly signal: TrustSignalKind;
  @IsWhole() readonly count: number;
  @IsWhole() readonly score: number;
  @IsTexts() readonly evidence_order_ids: readonly string[];
}

/** Highest score first, then by customer. `total` counts all, also those beyond the limit. */
export class TrustSignalsData {
  @IsWhole() readonly total: number;
  @IsParts(() => TrustSignalRow) readonly rows: readonly TrustSignalRow[];
}

export class CampaignItem {
  @IsWhole(1) readonly campaign_id: number;
  @IsText() readonly title: string;
  @IsText() readonly status: 'running' | 'paused';
  @IsMoney() readonly daily_budget: Money;
}

export class CampaignsData {
  @IsText() readonly currency: string;
  @IsParts(() => CampaignItem) readonly items: readonly CampaignItem[];
}
