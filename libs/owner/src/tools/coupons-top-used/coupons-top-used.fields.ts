import { AnyText, Count, Limit, ListOf, MoneyText, Nullable } from '@ownerbot/tools';

export class CouponsTopUsedPayload {
  @Limit(20) readonly limit: number = 5;
}

export class UsedCoupon {
  @Count() readonly rank: number;
  @AnyText() readonly code: string;
  @Count() readonly used_count: number;
  /** active, scheduled, expired, exhausted, disabled, or a state that is new. */
  @AnyText() readonly state: string;
  @Nullable() @Count() readonly percent_off: number | null;
  @Nullable() @MoneyText() readonly amount_off: string | null;
}

export class CouponsTopUsedOutput {
  @AnyText() readonly currency: string;
  @ListOf(() => UsedCoupon, 20) readonly rows: readonly UsedCoupon[];
}
