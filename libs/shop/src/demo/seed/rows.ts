import type { FxLastApply, FxSettings } from '../../methods/fx-status';
import type { Instant, OrderStatus, PaymentStatus, ProductStatus, ShippingStatus } from '../../methods/shared-types';

/** A local moment counted back from today: `day` 0 is today, negative days lie ahead; `minute` 0..1439 of that local day. */
export interface Anchor {
  readonly day: number;
  readonly minute: number;
}

/** Rows as they stand in the tables of schema `demo`: the keys are the columns, money is decimal text. */
export interface ProductRow {
  readonly product_id: number;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly base_price: string | null;
  readonly input_price: string | null;
  readonly compare_at_price: string | null;
  readonly discount_percent: number | null;
  readonly stock_qty: number;
  readonly has_photo: boolean;
  readonly has_video: boolean;
  readonly return_flagged: boolean;
  readonly status: ProductStatus;
  /** Share in generated sales. */
  readonly weight: number;
}

export interface VariantRow {
  readonly variant_id: number;
  readonly product_id: number;
  readonly name: string;
  readonly price: string | null;
}

export interface LookRow {
  readonly look_id: number;
  readonly title: string;
  readonly is_active: boolean;
  readonly product_ids: readonly number[];
}

/** Anchored (`day_offset`, `local_minute`) or live (`age_minutes`): exactly one of the two. */
export interface OrderRow {
  readonly order_id: string;
  readonly day_offset: number | null;
  readonly local_minute: number | null;
  readonly age_minutes: number | null;
  readonly status: OrderStatus;
  readonly payment_status: PaymentStatus | null;
  readonly shipping_status: ShippingStatus;
  readonly amount_gross: string;
  readonly discount: string;
  readonly amount: string;
  readonly coupon_code: string | null;
  readonly customer_id: string;
  readonly customer_phone: string;
  readonly paid_day_offset: number | null;
  readonly paid_minute: number | null;
  readonly refunded_day_offset: number | null;
  readonly refunded_minute: number | null;
  readonly ship_due_day_offset: number | null;
  readonly ship_due_minute: number | null;
  readonly shipped_day_offset: number | null;
  readonly shipped_minute: number | null;
  readonly delivered_day_offset: number | null;
  readonly delivered_minute: number | null;
  readonly flagged: boolean;
  readonly flag_reason: string | null;
  /** Of a seeded flag; a flag set by an action has the absolute `flagged_at` instead. */
  readonly flagged_day_offset: number | null;
  readonly flagged_minute: number | null;
  readonly flagged_at: string | null;
  readonly flagged_by: string | null;
}

export interface OrderItemRow {
  readonly order_id: string;
  readonly product_id: number;
  readonly qty: number;
  readonly unit_price: string;
}

export interface CouponRow {
  readonly coupon_id: number;
  readonly code: string;
  readonly percent_off: number | null;
  readonly amount_off: string | null;
  readonly active: boolean;
  readonly max_uses: number | null;
  readonly starts_day_offset: number | null;
  readonly starts_minute: number | null;
  readonly starts_at: string | null;
  readonly ends_day_offset: number | null;
  readonly ends_minute: number | null;
  readonly ends_at: string | null;
  readonly product_ids: readonly number[] | null;
  readonly used_count: number;
}

export interface ChatThreadRow {
  readonly thread_id: string;
  readonly customer_id: string;
  readonly open: boolean;
  readonly last_customer_age_minutes: number;
  readonly last_reply_age_minutes: number | null;
}

export interface FxRow {
  readonly provider: string;
  readonly base_currency: string;
  readonly rate: string;
  readonly rate_set_id: string;
  readonly rate_applied: string;
  readonly settings: FxSettings;
  readonly settings_version: number;
  readonly last_apply: StoredFxApply | null;
}

/** The last FX apply, and when the last one succeeded and failed: a later one must not hide that. */
export type StoredFxApply = FxLastApply & { readonly success_at?: Instant | null; readonly failed_at?: Instant | null };

export interface FunnelRow {
  readonly day_offset: number;
  readonly views: number;
  readonly opens: number;
  readonly carts: number;
}

export interface CampaignRow {
  readonly campaign_id: number;
  readonly title: string;
  readonly status: 'running' | 'paused';
  readonly daily_budget: string;
}

/** Every row of a freshly seeded shop. */
export interface DemoRows {
  readonly products: readonly ProductRow[];
  readonly variants: readonly VariantRow[];
  readonly looks: readonly LookRow[];
  readonly orders: readonly OrderRow[];
  readonly items: readonly OrderItemRow[];
  readonly coupons: readonly CouponRow[];
  readonly threads: readonly ChatThreadRow[];
  readonly fx: FxRow;
  readonly funnel: readonly FunnelRow[];
  readonly campaigns: readonly CampaignRow[];
}
