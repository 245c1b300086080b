import { shopAction } from '../acting/shop-action';
import { DisableCouponPayload } from './disable-coupon.fields';

/** Switches a coupon off. It never makes one: an unknown code is refused with `COUPON_NOT_FOUND`. */
export const disableCoupon = shopAction({
  name: 'disable_coupon',
  version: '1.0',
  group: 'coupons',
  payload: DisableCouponPayload,
  kind: 'coupons/disable',
  conflictGroups: ['coupons'],
  wish: ({ code }) => ({ body: { code } }),
  result: ({ commit: { code } }) => ({ code, active: false }),
});
