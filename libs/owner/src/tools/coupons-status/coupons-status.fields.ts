import { AnyText, Count, InstantText, Limit, ListOf, MoneyText, Nullable } from '@ownerbot/tools';

export class CouponsStatusPayload {
  @Limit(20) readonly limit: number = 5;
}

export class ActiveCoupon {
  @AnyText() readonly code: string;
  @Count() readonly used_count: number;
  @Nullable() @Count() readonly max_uses: number | null;
  /** One of `percent_off` and `amount_off`. */
  @Nullable() @Count() readonly percent_off: number | null;
  @Nullable() @MoneyText() readonly amount_off: string | null;
  @Nullable() @InstantText() readonly ends_at: string | null;
}

export class CouponsStatusOutput {
  @AnyText() readonly currency: string;
  @Count() readonly total: number;
  @Count() readonly total_active: number;
  /** Of the active ones: within 7 days. */
  @Count() readonly expiring_soon: number;
  @Count() readonly scheduled: number;
  @Count() readonly expired: number;
  @Count() readonly exhausted: number;
  @Count() readonly disabled: number;
  /** Most used first. */
  @ListOf(() => ActiveCoupon, 20) readonly top_active: readonly ActiveCoupon[];
}
