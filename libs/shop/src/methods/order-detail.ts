import { IsFlag, IsInstant, IsMoney, IsParts, IsText, IsTexts, IsWhole, MayBeNull } from '../answers/fields';
import type { Instant, Money, OrderPreset, OrderStatus, PaymentStatus, ShippingStatus } from './shared-types';

export class OrderLine {
  @IsWhole(1) readonly product_id: number;
  @IsText() readonly sku: string;
  @IsText() readonly title: string;
  @IsWhole() readonly qty: number;
  @IsMoney() readonly unit_price: Money;
  @IsMoney() readonly line_total: Money;
}

/** `GET /orders/{order_id}` (8.4): `amount_gross` is the sum of the lines, `amount` is that less `discount`. */
export class OrderDetailData {
  @IsText() readonly order_id: string;
  @IsText() readonly status: OrderStatus;
  @IsText() readonly currency: string;
  @IsMoney() readonly amount: Money;
  @IsMoney() readonly amount_gross: Money;
  @IsMoney() readonly discount: Money;
  @MayBeNull() @IsText() readonly coupon_code: string | null;
  @IsText() readonly customer_id: string;
  @MayBeNull() @IsText() readonly customer_phone: string | null;
  @IsInstant() readonly created_at: Instant;
  @IsInstant() readonly updated_at: Instant;
  @MayBeNull() @IsText() readonly payment_status: PaymentStatus | null;
  @MayBeNull() @IsInstant() readonly paid_at: Instant | null;
  @MayBeNull() @IsInstant() readonly refunded_at: Instant | null;
  @IsText() readonly shipping_status: ShippingStatus;
  @MayBeNull() @IsInstant() readonly ship_due_at: Instant | null;
  @MayBeNull() @IsInstant() readonly shipped_at: Instant | null;
  @MayBeNull() @IsInstant() readonly delivered_at: Instant | null;
  @IsFlag() readonly flagged: boolean;
  @MayBeNull() @IsText() readonly flag_reason: string | null;
  @MayBeNull() @IsInstant() readonly flagged_at: Instant | null;
  /** Telegram id of the owner who flagged it. */
  @MayBeNull() @IsWhole(1) readonly flagged_by: number | null;
  @IsTexts() readonly presets: readonly OrderPreset[];
  @IsParts(() => OrderLine) readonly items: readonly OrderLine[];
}
