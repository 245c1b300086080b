import { ORDER_PRESETS, type OrderPreset } from '@ownerbot/shop';
import { AnyText, Count, Flag, InstantText, ListOf, ListOfTexts, MoneyText, Nullable, OrderId, rule } from '@ownerbot/tools';

export class OrderDetailPayload {
  @OrderId() readonly order_id: string;
}

export class OrderLineData {
  @Count() readonly product_id: number;
  @AnyText() readonly sku: string;
  @AnyText() readonly title: string;
  @Count() readonly qty: number;
  @MoneyText() readonly unit_price: string;
  @MoneyText() readonly line_total: string;
}

/** All fields of an order (SIS API v1, 8.4). */
export class OrderDetailOutput {
  @AnyText() readonly order_id: string;
  @AnyText() readonly status: string;
  @AnyText() readonly currency: string;
  @MoneyText() readonly amount: string;
  @MoneyText() readonly amount_gross: string;
  @MoneyText() readonly discount: string;
  @Nullable() @AnyText() readonly coupon_code: string | null;
  @AnyText() readonly customer_id: string;
  @Nullable() @AnyText() readonly customer_phone: string | null;
  @InstantText() readonly created_at: string;
  @InstantText() readonly updated_at: string;
  @Nullable() @AnyText() readonly payment_status: string | null;
  @Nullable() @InstantText() readonly paid_at: string | null;
  @Nullable() @InstantText() readonly refunded_at: string | null;
  @AnyText() readonly shipping_status: string;
  @Nullable() @InstantText() readonly ship_due_at: string | null;
  @Nullable() @InstantText() readonly shipped_at: string | null;
  @Nullable() @InstantText() readonly delivered_at: string | null;
  @Flag() readonly flagged: boolean;
  @Nullable() @AnyText() readonly flag_reason: string | null;
  @Nullable() @InstantText() readonly flagged_at: string | null;
  /** Telegram id of the owner who flagged it. */
  @Nullable() @rule('integer', 'a Telegram id', Number.isSafeInteger) readonly flagged_by: number | null;
  @ListOfTexts(ORDER_PRESETS, ORDER_PRESETS.length) readonly presets: readonly OrderPreset[];
  @ListOf(() => OrderLineData) readonly items: readonly OrderLineData[];
}
