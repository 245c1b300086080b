import { refuse } from '../../errors';
import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant, instantOrNull } from '../../instants';
import type { CouponCounts, CouponFilter, CouponItem, CouponsData, CouponSort, CouponsQuery, CouponState } from '../../methods/coupons';
import type { CouponRow } from '../../demo/seed/rows';
import type { ResolvedCoupon } from '../shop-rows';
import { pageOf, startPage, type SortKey } from './list-page';
import { momentsOf } from './moments';
import { answerOf, type ReadAt } from './read-at';

const DAY_MS = 86_400_000;

/** Coupons with their moments, as of a moment in a zone. A time written by an action stands as it is; a seeded one moves with the days. */
export function resolveCoupons(rows: readonly CouponRow[], now: Date, tz: string): ResolvedCoupon[] {
  const moments = momentsOf(now, tz);
  return rows.map((row) => ({
    coupon_id: row.coupon_id,
    code: row.code,
    percent_off: row.percent_off,
    amount_off: row.amount_off,
    active: row.active,
    max_uses: row.max_uses,
    product_ids: row.product_ids,
    used_count: row.used_count,
    starts_at: row.starts_at === null ? instantOrNull(moments.at(row.starts_day_offset, row.starts_minute)) : instant(new Date(row.starts_at)),
    ends_at: row.ends_at === null ? instantOrNull(moments.at(row.ends_day_offset, row.ends_minute)) : instant(new Date(row.ends_at)),
  }));
}

/** The state of a coupon, the first that fits (8.9). */
export function couponState(coupon: ResolvedCoupon, now: Date): CouponState {
  if (!coupon.active) return 'disabled';
  if (coupon.ends_at !== null && Date.parse(coupon.ends_at) <= now.getTime()) return 'expired';
  if (coupon.max_uses !== null && coupon.used_count >= coupon.max_uses) return 'exhausted';
  return coupon.starts_at !== null && Date.parse(coupon.starts_at) > now.getTime() ? 'scheduled' : 'active';
}

function isExpiringSoon(coupon: ResolvedCoupon, now: Date, days: number): boolean {
  return couponState(coupon, now) === 'active' && coupon.ends_at !== null && Date.parse(coupon.ends_at) <= now.getTime() + days * DAY_MS;
}

export function couponsAnswer(read: ReadAt, query: CouponsQuery, rows: readonly CouponRow[]): ShopAnswer<CouponsData> {
  const { state, expiring_days: days, sort } = query;
  if (!Number.isInteger(days) || days < 1 || days > 30) throw refuse('expiring_days', 'range', '1..30');
  const code = query.code?.toUpperCase();
  const hash = filtersHash('coupons', { shop_id: read.call.shopId, state, expiring_days: days, code, sort });
  const start = startPage(query, hash, read.now);
  const at: ReadAt = { ...read, now: start.asOf };
  const coupons = resolveCoupons(rows, at.now, read.call.timezone);
  const isIn = (coupon: ResolvedCoupon, filter: CouponFilter): boolean => {
    if (filter === 'all') return true;
    return filter === 'expiring_soon' ? isExpiringSoon(coupon, at.now, days) : couponState(coupon, at.now) === filter;
  };
  const matched = coupons.filter((coupon) => isIn(coupon, state) && (code === undefined || coupon.code === code));
  const { page, items } = pageOf(start, matched, (coupon) => SORT_KEYS[sort](coupon));
  const sizeOf = (filter: CouponFilter): number => coupons.filter((coupon) => isIn(coupon, filter)).length;
  const counts: CouponCounts = {
    total: coupons.length,
    active: sizeOf('active'),
    expiring_soon: sizeOf('expiring_soon'),
    scheduled: sizeOf('scheduled'),
    expired: sizeOf('expired'),
    exhausted: sizeOf('exhausted'),
    disabled: sizeOf('disabled'),
  };
  return answerOf(
    at,
    { counts, page, items: items.map((coupon): CouponItem => ({ ...coupon, state: couponState(coupon, at.now), currency: read.call.currency })) },
    { sources: ['coupons'], filters_hash: hash, counts: { total: page.total, shown: page.shown } },
  );
}

/** Without an end a coupon comes after all that have one. */
const SORT_KEYS: Readonly<Record<CouponSort, (coupon: ResolvedCoupon) => SortKey>> = {
  used: (coupon) => [-coupon.used_count, coupon.code],
  code: (coupon) => [coupon.code],
  ends_at: (coupon) => [coupon.ends_at === null ? Number.MAX_SAFE_INTEGER : Date.parse(coupon.ends_at), coupon.code],
};
