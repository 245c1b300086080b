import {
  ORDER_PRESETS,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  PRESET_PENDING_HOURS,
  SHIPPING_STATUSES,
  type OrderPreset,
  type OrderStatus,
  type PaymentStatus,
  type ShippingStatus,
} from '@ownerbot/shop';
import {
  AnyText,
  Count,
  Cursor,
  DayText,
  Flag,
  InstantText,
  IntegerIn,
  Limit,
  ListOf,
  ListOfTexts,
  MoneyText,
  Nested,
  Nullable,
  OneOf,
  Optional,
  Period,
  PERIOD_PRESETS,
  rule,
  Text,
} from '@ownerbot/tools';

const AGED_PRESETS = Object.keys(PRESET_PENDING_HOURS);

function OnlyWithAgedPreset(): PropertyDecorator {
  return rule('preset', `only with preset ${AGED_PRESETS.join(' or ')}`, (_value, owner) =>
    AGED_PRESETS.includes(String((owner as OrdersSearchPayload).preset)),
  );
}

export class OrdersSearchPayload {
  @Optional() @OneOf(ORDER_PRESETS) readonly preset?: OrderPreset;
  @Optional() @OneOf(ORDER_STATUSES) readonly status?: OrderStatus;
  @Optional() @OneOf(PAYMENT_STATUSES) readonly payment_status?: PaymentStatus;
  @Optional() @OneOf(SHIPPING_STATUSES) readonly shipping_status?: ShippingStatus;
  @Optional() @Flag() readonly flagged?: boolean;
  /** Part of an order or customer id, or of a phone (four digits or more). */
  @Optional() @Text(2, 64) readonly q?: string;
  /** On the day of creation. */
  @Optional() @Nested(() => Period) readonly period?: Period;
  /** Replaces the age from which an unpaid order counts. */
  @Optional() @IntegerIn(1, 720) @OnlyWithAgedPreset() readonly since_hours?: number;
  @Limit(200) readonly limit: number = 20;
  @Optional() @Cursor() readonly cursor?: string;
}

export class FoundOrderData {
  @AnyText() readonly order_id: string;
  @AnyText() readonly status: string;
  @MoneyText() readonly amount: string;
  @AnyText() readonly currency: string;
  @InstantText() readonly created_at: string;
  @Count() readonly age_hours: number;
  @Flag() readonly flagged: boolean;
  @Nullable() @AnyText() readonly customer_phone: string | null;
  @Nullable() @AnyText() readonly payment_status: string | null;
  @AnyText() readonly shipping_status: string;
  @Nullable() @InstantText() readonly ship_due_at: string | null;
  @ListOfTexts(ORDER_PRESETS, ORDER_PRESETS.length) readonly presets: readonly OrderPreset[];
}

export class AppliedPeriod {
  @OneOf(PERIOD_PRESETS) readonly preset: string;
  @DayText() readonly from: string;
  @DayText() readonly to: string;
}

/** The filters as they were understood. */
export class AppliedFilters {
  @Optional() @AnyText() readonly preset?: string;
  @Optional() @AnyText() readonly status?: string;
  @Optional() @AnyText() readonly payment_status?: string;
  @Optional() @AnyText() readonly shipping_status?: string;
  @Optional() @Flag() readonly flagged?: boolean;
  @Optional() @AnyText() readonly q?: string;
  @Optional() @Nested(() => AppliedPeriod) readonly period?: AppliedPeriod;
  /** The age that counted, its default included; absent with presets that know none. */
  @Optional() @Count() readonly since_hours?: number;
}

export class OrdersSearchOutput {
  /** All matches. */
  @Count() readonly total: number;
  /** Those of this page. */
  @Count() readonly count: number;
  @MoneyText() readonly total_amount: string;
  @Nullable() @Count() readonly oldest_age_hours: number | null;
  @ListOf(() => FoundOrderData, 200) readonly items: readonly FoundOrderData[];
  @Nullable() @AnyText() readonly next_cursor: string | null;
  @Nested(() => AppliedFilters) readonly applied_filters: AppliedFilters;
}
