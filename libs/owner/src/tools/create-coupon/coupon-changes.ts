import type { ActionBody, ActionPreviewData, CouponItem } from '@ownerbot/shop';
import { COUPON_FIELDS, type CouponChange } from './create-coupon.fields';

type Wanted = Pick<CouponItem, (typeof COUPON_FIELDS)[number]>;

/** The whole coupon as the shop would keep it: what the request leaves out is no limit, and products that do not exist are left out. */
export function wantedCoupon(body: ActionBody<'coupons/upsert'>, { rejected }: Pick<ActionPreviewData, 'rejected'>): Wanted {
  const unknown = new Set(rejected.map(({ id }) => String(id)));
  return {
    percent_off: body.percent_off ?? null,
    amount_off: body.amount_off ?? null,
    active: body.active ?? true,
    starts_at: body.starts_at ?? null,
    ends_at: body.ends_at ?? null,
    max_uses: body.max_uses ?? null,
    product_ids: body.product_ids?.filter((id) => !unknown.has(String(id))) ?? null,
  };
}

/** Every field that an update changes, before and after. */
export function changesOf(existing: Wanted, wanted: Wanted): CouponChange[] {
  return COUPON_FIELDS.flatMap((field) => {
    const [before, after] = [textOf(existing, field), textOf(wanted, field)];
    return before === after ? [] : [{ field, before, after }];
  });
}

/** Equal texts are equal values: moments are compared as moments, products as a set. */
function textOf(coupon: Wanted, field: (typeof COUPON_FIELDS)[number]): string | null {
  switch (field) {
    case 'starts_at':
    case 'ends_at': {
      const at = coupon[field];
      return at === null ? null : new Date(at).toISOString();
    }
    case 'product_ids':
      return coupon.product_ids === null ? null : [...coupon.product_ids].sort((a, b) => a - b).join(', ');
    default:
      return coupon[field] === null ? null : String(coupon[field]);
  }
}
