import type { FxSettings } from '../fx-status';
import type { Instant, Money, Pct, ProductStatus } from '../shared-types';
import type { ShopActionKind } from './action-kinds';

export const ROUNDING_MODES = ['NONE', 'CEIL_INT', 'CEIL_0_50', 'CEIL_0_99', 'CEIL_STEP'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];
export const ADJUST_ROUNDINGS = ['none', 'int', '0.5', '0.99'] as const;
export type AdjustRounding = (typeof ADJUST_ROUNDINGS)[number];
export const ADJUST_MODES = ['set', 'delta_percent', 'delta_abs'] as const;
export type AdjustMode = (typeof ADJUST_MODES)[number];

interface PriceAction {
  /** 1..100, default 25: changes strictly above it are anomalies. */
  readonly anomaly_threshold_pct?: Pct;
}

interface Rounded {
  readonly rounding_mode?: RoundingMode;
  /** 0.01..1000.00, with `CEIL_STEP` only, and then required. */
  readonly rounding_step?: Money;
}

/** The body of each kind besides the common part (SIS API v1, section 10); ranges stand there. Exactly one scope selector each. */
export interface ActionBodies {
  readonly 'prices/bump': PriceAction &
    Rounded & { readonly scope_all: true; readonly bump_percent: Pct; readonly bump_additive?: Money };
  readonly 'prices/adjust': PriceAction & {
    readonly product_ids: readonly number[];
    readonly mode: AdjustMode;
    readonly value: string;
    readonly rounding?: AdjustRounding;
  };
  readonly reprice: PriceAction &
    Rounded & {
      readonly rate_set_id: string;
      readonly input_currency: string;
      readonly shop_currency: string;
      readonly markup_percent?: Pct;
      readonly markup_additive?: Money;
    };
  readonly 'reprice/rollback': PriceAction;
  readonly fx: PriceAction & { readonly force_apply?: boolean; readonly refresh_snapshot?: boolean };
  readonly 'fx/settings': { readonly updates: Partial<FxSettings> };
  readonly 'products/publish': {
    readonly target_status: ProductStatus;
    readonly product_ids?: readonly number[];
    readonly status_from?: ProductStatus;
    readonly stock_lte?: number;
    readonly scope_all?: true;
    readonly reason?: string;
  };
  readonly 'looks/publish': {
    readonly target_active: boolean;
    readonly look_ids?: readonly number[];
    readonly is_active_from?: boolean;
    readonly scope_all?: true;
    readonly reason?: string;
  };
  readonly 'discounts/set': {
    readonly discount_percent: number;
    readonly product_ids?: readonly number[];
    readonly stock_lte?: number;
    readonly scope_all?: true;
    readonly only_active?: boolean;
    readonly reason?: string;
  };
  readonly 'discounts/clear': {
    readonly product_ids?: readonly number[];
    readonly scope_all?: true;
    readonly only_active?: boolean;
    readonly clear_compare_at?: boolean;
    readonly reason?: string;
  };
  readonly 'orders/flag': { readonly order_ids: readonly string[]; readonly flagged?: boolean; readonly reason?: string };
  readonly 'coupons/upsert': {
    readonly code: string;
    readonly percent_off?: number;
    readonly amount_off?: Money;
    readonly active?: boolean;
    readonly max_uses?: number;
    readonly starts_at?: Instant;
    readonly ends_at?: Instant;
    readonly product_ids?: readonly number[];
    readonly on_existing?: 'reject' | 'update';
  };
  readonly 'coupons/disable': { readonly code: string };
  readonly 'campaigns/status': { readonly campaign_id: number; readonly operation: 'pause' | 'resume'; readonly reason?: string };
}

export type ActionBody<K extends ShopActionKind = ShopActionKind> = ActionBodies[K];
