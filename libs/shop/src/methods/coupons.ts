import { IsFlag, IsInstant, IsMoney, IsPart, IsParts, IsText, IsWhole, IsWholes, MayBeNull } from '../answers/fields';
import { Page, type Instant, type Money, type PageQuery } from './shared-types';

export const COUPON_STATES = ['active', 'scheduled', 'expired', 'exhausted', 'disabled'] as const;
export type CouponState = (typeof COUPON_STATES)[number];
export const COUPON_FILTERS = ['all', 'active', 'expiring_soon', 'scheduled', 'expired', 'exhausted', 'disabled'] as const;
export type CouponFilter = (typeof COUPON_FILTERS)[number];
export const COUPON_SORTS = ['used', 'code', 'ends_at'] as const;
export type CouponSort = (typeof COUPON_SORTS)[number];

/** `GET /coupons` (8.9). `used`: most used first; `code`: alphabetic; `ends_at`: soonest first, without end last. */
export interface CouponsQuery extends PageQuery {
  readonly state: CouponFilter;
  /** 1..30. */
  readonly expiring_days: number;
  /** Exact, in any case. */
  readonly code?: string;
  readonly sort: CouponSort;
}

export class CouponItem {
  @IsWhole(1) readonly coupon_id: number;
  @IsText() readonly code: string;
  @IsText() readonly state: CouponState;
  @IsFlag() readonly active: boolean;
  @MayBeNull() @IsWhole() readonly percent_off: number | null;
  @MayBeNull() @IsMoney() readonly amount_off: Money | null;
  @IsWhole() readonly used_count: number;
  @MayBeNull() @IsWhole() readonly max_uses: number | null;
  @MayBeNull() @IsInstant() readonly starts_at: Instant | null;
  @MayBeNull() @IsInstant() readonly ends_at: Instant | null;
  @MayBeNull() @IsWholes() readonly product_ids: readonly number[] | null;
  @IsText() readonly currency: string;
}

/** Over all coupons of the shop; `expiring_soon` are some of the `active`. */
export class CouponCounts {
  @IsWhole() readonly total: number;
  @IsWhole() readonly active: number;
  @IsWhole() readonly expiring_soon: number;
  @IsWhole() readonly scheduled: number;
  @IsWhole() readonly expired: number;
  @IsWhole() readonly exhausted: number;
  @IsWhole() readonly disabled: number;
}

export class CouponsData {
  @IsPart(() => CouponCounts) readonly counts: CouponCounts;
  @IsPart(() => Page) readonly page: Page;
  @IsParts(() => CouponItem) readonly items: readonly CouponItem[];
}
