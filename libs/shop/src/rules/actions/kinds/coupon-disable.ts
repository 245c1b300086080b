import { ShopRefusal } from '../../refusal';
import { cell, PLAIN_PLAN, type ActionPlan, type Target } from '../plan';
import type { Planning } from '../planning';
import { COUPON_CODE } from './coupon-upsert';

/** `POST /coupons/disable` (A14). Never makes a coupon. */
export function planCouponDisable({ rows, body }: Planning): ActionPlan {
  const code = body.matching('code', COUPON_CODE, '3..64 of A-Z, 0-9, _ and -').toUpperCase();
  const coupon = rows.coupons.find((one) => one.code === code);
  if (coupon === undefined) throw new ShopRefusal('COUPON_NOT_FOUND', 'there is no coupon with this code');
  const target: Target = {
    id: code,
    cells: [cell('coupons', coupon.coupon_id, 'active', coupon.active, false)],
    example: { id: code, label: code, before: 'active', after: 'disabled', delta_pct: null },
    deltaPct: null,
  };
  return {
    ...PLAIN_PLAN,
    scope: { kind: 'coupon', code },
    parameters: { kind: 'coupons/disable', code },
    targets: coupon.active ? [target] : [],
    summary: `disable coupon ${code}`,
    doneSummary: `coupon ${code} disabled`,
    actionName: 'coupon',
  };
}
