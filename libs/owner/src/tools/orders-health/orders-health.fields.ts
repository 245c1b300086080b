import { ORDER_PRESETS } from '@ownerbot/shop';
import { AnyText, Count, Flag, InstantText, ListOf, ListOfTexts, MoneyText, Nested, Nullable, Optional, Period, rule } from '@ownerbot/tools';

export class OrdersHealthPayload {
  /** On the day of creation; default: all orders. */
  @Optional() @Nested(() => Period) readonly period?: Period;
}

/** Numbers by name. */
function Counts(): PropertyDecorator {
  return rule('counts', 'an object of counts', (value) => typeof value === 'object' && value !== null && Object.values(value).every((one) => Number.isSafeInteger(one) && Number(one) >= 0));
}

export class OrderCountsData {
  @Counts() readonly by_status: Readonly<Record<string, number>>;
  /** An order without a payment counts under `none`. */
  @Counts() readonly by_payment_status: Readonly<Record<string, number>>;
  @Counts() readonly by_preset: Readonly<Record<string, number>>;
}

export class UrgentOrder {
  @AnyText() readonly order_id: string;
  @AnyText() readonly status: string;
  @Nullable() @AnyText() readonly payment_status: string | null;
  @AnyText() readonly shipping_status: string;
  @MoneyText() readonly amount: string;
  @AnyText() readonly currency: string;
  @InstantText() readonly created_at: string;
  @Count() readonly age_hours: number;
  @Flag() readonly flagged: boolean;
  @Nullable() @InstantText() readonly ship_due_at: string | null;
  @ListOfTexts(ORDER_PRESETS, ORDER_PRESETS.length) readonly presets: readonly string[];
}

export class OrdersHealthOutput {
  @Nested(() => OrderCountsData) readonly counts: OrderCountsData;
  @Count() readonly total: number;
  /** Orders that need attention, oldest first. */
  @ListOf(() => UrgentOrder, 5) readonly top: readonly UrgentOrder[];
}
