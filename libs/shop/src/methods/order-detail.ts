import type { Instant, Money, OrderPreset, OrderStatus, PaymentStatus, ShippingStatus } from './shared-types';

export interface OrderLine {
  readonly product_id: number;
  readonly sku: string;
  readonly title: string;
  readonly qty: number;
  readonly unit_price: Money;
  readonly line_total: Money;
}

/** `GET /orders/{order_id}` (8.4): `amount_gross` is the sum of the lines, `amount` is that less `discount`. */
export interface OrderDetailData {
  readonly order_id: string;
  readonly status: OrderStatus;
  readonly currency: string;
  readonly amount: Money;
  readonly amount_gross: Money;
  readonly discount: Money;
  readonly coupon_code: string | null;
  readonly customer_id: string;
  readonly customer_phone: string | null;
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly payment_status: PaymentStatus | null;
  readonly paid_at: Instant | null;
  readonly refunded_at: Instant | null;
  readonly shipping_status: ShippingStatus;
  readonly ship_due_at: Instant | null;
  readonly shipped_at: Instant | null;
  readonly delivered_at: Instant | null;
  readonly flagged: boolean;
  readonly flag_reason: string | null;
  readonly flagged_at: Instant | null;
  /** Telegram id of the owner who flagged it. */
  readonly flagged_by: number | null;
  readonly presets: readonly OrderPreset[];
  readonly items: readonly OrderLine[];
}
