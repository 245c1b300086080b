import { COUPON_FILTERS, COUPON_SORTS, type CouponCounts, type CouponItem, type CouponsData, type CouponSort, type CouponState, type ResolvedCoupon } from '@ownerbot/shop';
import { pageRequest } from '../pages';
import type { ReadEndpoint } from '../read-endpoint';
import { resolvedCoupons } from '../shop-at';

const DAY_MS = 86_400_000;

export const coupons: ReadEndpoint = {
  capability: 'coupons_read',
  read({ sim, now, path, query, reader, currency, filtersHash }) {
    const wanted = reader.oneOf('state', COUPON_FILTERS) ?? 'all';
    const expiringDays = reader.integer('expiring_days', { min: 1, max: 30 }) ?? 7;
    const code = reader.text('code', { min: 1, max: 64 })?.toUpperCase();
    const sort = reader.oneOf('sort', COUPON_SORTS) ?? 'used';
    const paging = pageRequest(query, path, now);
    const at = paging.asOf;
    const all = resolvedCoupons(sim.store.state().rows, { now: at, tz: sim.timezone }).map((coupon) => ({
      coupon,
      state: stateOf(coupon, at),
      isExpiring: isExpiring(coupon, at, expiringDays),
    }));
    const found = all
      .filter(({ coupon }) => code === undefined || coupon.code.toUpperCase() === code)
      .filter(({ state, isExpiring: isSoon }) => wanted === 'all' || (wanted === 'expiring_soon' ? isSoon : state === wanted))
      .sort((a, b) => compareBy(sort, a.coupon, b.coupon));
    const { page, items } = paging.cut(found, ({ coupon }) => String(coupon.coupon_id));
    const data: CouponsData = { counts: countsOf(all), page, items: items.map(({ coupon, state }) => itemOf(coupon, state, currency)) };
    return { data, sources: ['sis:coupons'], filtersHash, asOf: at, counts: { total: page.total, shown: page.shown } };
  },
};

/** The first that holds (SIS API v1, 8.9). */
function stateOf(coupon: ResolvedCoupon, now: Date): CouponState {
  const nowMs = now.getTime();
  if (!coupon.active) return 'disabled';
  if (coupon.ends_at !== null && Date.parse(coupon.ends_at) <= nowMs) return 'expired';
  if (coupon.max_uses !== null && coupon.used_count >= coupon.max_uses) return 'exhausted';
  return coupon.starts_at !== null && Date.parse(coupon.starts_at) > nowMs ? 'scheduled' : 'active';
}

function isExpiring(coupon: ResolvedCoupon, now: Date, days: number): boolean {
  return stateOf(coupon, now) === 'active' && coupon.ends_at !== null && Date.parse(coupon.ends_at) <= now.getTime() + days * DAY_MS;
}

function countsOf(all: readonly { state: CouponState; isExpiring: boolean }[]): CouponCounts {
  const count = (state: CouponState): number => all.filter((one) => one.state === state).length;
  return {
    total: all.length,
    active: count('active'),
    expiring_soon: all.filter((one) => one.isExpiring).length,
    scheduled: count('scheduled'),
    expired: count('expired'),
    exhausted: count('exhausted'),
    disabled: count('disabled'),
  };
}

function compareBy(sort: CouponSort, a: ResolvedCoupon, b: ResolvedCoupon): number {
  const byCode = a.code < b.code ? -1 : 1;
  if (sort === 'code') return byCode;
  if (sort === 'used') return b.used_count - a.used_count || byCode;
  const end = (coupon: ResolvedCoupon): number => (coupon.ends_at === null ? Infinity : Date.parse(coupon.ends_at));
  return end(a) === end(b) ? byCode : end(a) - end(b);
}

function itemOf(coupon: ResolvedCoupon, state: CouponState, currency: string): CouponItem {
  return {
    coupon_id: coupon.coupon_id,
    code: coupon.code,
    state,
    active: coupon.active,
    percent_off: coupon.percent_off,
    amount_off: coupon.amount_off,
    used_count: coupon.used_count,
    max_uses: coupon.max_uses,
    starts_at: coupon.starts_at,
    ends_at: coupon.ends_at,
    product_ids: coupon.product_ids,
    currency,
  };
}
