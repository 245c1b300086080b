import { allOf, AnyText, Count, DecimalIn, Flag, Ids, InstantText, IntegerIn, ListOf, MoneyText, Nullable, OneOf, Optional, rule, True } from '@ownerbot/tools';
import { Transform } from 'class-transformer';
import { ActionPreviewOutput } from '../acting/preview-output';

const BENEFITS = ['percent_off', 'amount_off'];
const ENDS = ['duration_hours', 'ends_at', 'no_expiry'];
const LARGEST_AMOUNT = '9999999999.99';

/** 3..64 of Latin letters, digits, `_` and `-`; upper-cased. */
export function CouponCode(): PropertyDecorator {
  return allOf(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toUpperCase() : value)),
    rule('coupon_code', '3..64 of A-Z, 0-9, _ and -', (value) => typeof value === 'string' && /^[A-Z0-9_-]{3,64}$/.test(value), { type: 'text', min: 3, max: 64, means: 'code' }),
  );
}

/** An integer that may be left out; of its group exactly one must be given, so this is asked of it even then. */
function OneOfGroup(group: readonly string[], max: number): PropertyDecorator {
  const given = (owner: object): number => group.filter((name) => (owner as Record<string, unknown>)[name] !== undefined).length;
  return allOf(
    rule('exactly_one', `exactly one of ${group.join(', ')}`, (_value, owner) => given(owner) === 1),
    rule('integer', `1..${max}`, (value) => value === undefined || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= max), { type: 'integer', min: 1, max }),
  );
}

export class CreateCouponPayload {
  /** Without it a random one is made. */
  @Optional() @CouponCode() readonly code?: string;
  @OneOfGroup(BENEFITS, 95) readonly percent_off?: number;
  /** In the shop's currency. */
  @Optional() @DecimalIn({ min: '0.01', max: LARGEST_AMOUNT }) readonly amount_off?: string;
  /** From the beginning, or from now. */
  @OneOfGroup(ENDS, 8760) readonly duration_hours?: number;
  @Optional() @InstantText() readonly ends_at?: string;
  @Optional() @True() readonly no_expiry?: true;
  @Flag() readonly active: boolean = true;
  @Optional() @IntegerIn(1, 1_000_000) readonly max_uses?: number;
  @Optional() @InstantText() readonly starts_at?: string;
  /** The products that it is for; without it, all. */
  @Optional() @Ids() readonly product_ids?: readonly number[];
  /** What becomes of a coupon of this code: `update` sets all of it anew. */
  @OneOf(['reject', 'update']) readonly on_existing: 'reject' | 'update' = 'reject';
}

export const COUPON_FIELDS = ['percent_off', 'amount_off', 'active', 'starts_at', 'ends_at', 'max_uses', 'product_ids'] as const;

/** One field of an existing coupon that an update changes; null: it has no such limit. */
export class CouponChange {
  @OneOf(COUPON_FIELDS) readonly field: (typeof COUPON_FIELDS)[number];
  @Nullable() @AnyText() readonly before: string | null;
  @Nullable() @AnyText() readonly after: string | null;
}

export class CreateCouponOutput extends ActionPreviewOutput {
  @AnyText() readonly code: string;
  @Nullable() @Count() readonly percent_off: number | null;
  @Nullable() @MoneyText() readonly amount_off: string | null;
  @Nullable() @InstantText() readonly starts_at: string | null;
  @Nullable() @InstantText() readonly ends_at: string | null;
  @Nullable() @Count() readonly max_uses: number | null;
  /** Empty where a coupon is made. */
  @ListOf(() => CouponChange, COUPON_FIELDS.length) readonly changes: readonly CouponChange[];
}
