import { couponState } from './coupons';

const now = new Date('2026-03-18T11:00:00Z');
const coupon = {
  coupon_id: 1,
  code: 'A',
  percent_off: 10,
  amount_off: null,
  active: true,
  max_uses: null,
  product_ids: null,
  used_count: 3,
  starts_at: null,
  ends_at: null,
};

test.each([
  ['active', {}],
  ['active', { max_uses: 4, starts_at: '2026-03-18T11:00:00Z', ends_at: '2026-03-18T11:00:01Z' }],
  ['disabled', { active: false, ends_at: '2026-03-18T10:00:00Z' }],
  ['expired', { ends_at: '2026-03-18T11:00:00Z', max_uses: 3 }],
  ['exhausted', { max_uses: 3, starts_at: '2026-03-19T11:00:00Z' }],
  ['scheduled', { starts_at: '2026-03-18T11:00:01Z' }],
] as const)('a coupon is %s with %j', (state, fields) => {
  expect(couponState({ ...coupon, ...fields }, now)).toBe(state);
});
