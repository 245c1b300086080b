import { CouponCode } from '../create-coupon/create-coupon.fields';

export class DisableCouponPayload {
  @CouponCode() readonly code: string;
}
