import { createHash } from 'node:crypto';
import { RATE_APPLIED } from './catalogue';
import { OLDEST_DAY, ordersOfDay } from './order-parts';
import type { Draws } from './rnd';
import type { CampaignRow, ChatThreadRow, CouponRow, FunnelRow, FxRow, OrderRow } from './rows';

const NO_DATES = {
  starts_day_offset: null,
  starts_minute: null,
  starts_at: null,
  ends_day_offset: null,
  ends_minute: null,
  ends_at: null,
} as const;
const ANY_PRODUCT = { amount_off: null, active: true, product_ids: null, ...NO_DATES } as const;

const COUPONS: readonly Omit<CouponRow, 'used_count'>[] = [
  { ...ANY_PRODUCT, coupon_id: 1, code: 'WELCOME10', percent_off: 10, max_uses: 200 },
  { ...ANY_PRODUCT, coupon_id: 2, code: 'VIP25', percent_off: 25, max_uses: 80 },
  { ...ANY_PRODUCT, coupon_id: 3, code: 'SHIP5', percent_off: null, amount_off: '5.00', max_uses: 120, ends_day_offset: -5, ends_minute: 21 * 60 },
  { ...ANY_PRODUCT, coupon_id: 4, code: 'SPRING15', percent_off: 15, max_uses: 100, ends_day_offset: 59, ends_minute: 9 * 60 },
  { ...ANY_PRODUCT, coupon_id: 5, code: 'HOODIE15', percent_off: 15, max_uses: null, product_ids: [9, 10, 11] },
];

/** A use is a paid or refunded order with the coupon, those of later today included. */
export function couponUses(orders: readonly OrderRow[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { coupon_code: code, payment_status: payment } of orders) {
    if (code !== null && (payment === 'paid' || payment === 'refunded')) uses.set(code, (uses.get(code) ?? 0) + 1);
  }
  return uses;
}

export function coupons(orders: readonly OrderRow[]): CouponRow[] {
  const uses = couponUses(orders);
  return COUPONS.map((coupon) => ({ ...coupon, used_count: uses.get(coupon.code) ?? 0 }));
}

const HOUR = 60;

export const THREADS: readonly ChatThreadRow[] = (
  [
    [1, true, 130, null],
    [2, true, 5 * HOUR, 7 * HOUR],
    [3, true, 9 * HOUR, 17 * HOUR],
    [4, true, 26 * HOUR, null],
    [5, true, 3 * HOUR, HOUR],
    [6, false, 50 * HOUR, 49 * HOUR],
  ] as const
).map(([number, open, customerAge, replyAge]) => ({
  thread_id: `TH-${2000 + number}`,
  customer_id: `CUS-0${10 + number}`,
  open,
  last_customer_age_minutes: customerAge,
  last_reply_age_minutes: replyAge,
}));

const RATE = '0.9200';

export const FX: FxRow = {
  provider: 'ecb',
  base_currency: 'USD',
  rate: RATE,
  rate_set_id: createHash('sha256').update(`ecb|USD|${RATE}`).digest('hex'),
  rate_applied: RATE_APPLIED,
  settings: {
    reprice_schedule_mode: 'manual',
    reprice_schedule_interval_hours: 24,
    reprice_schedule_notify_on_success: false,
    reprice_schedule_notify_on_failure: true,
    min_rate_delta_abs: '0',
    min_rate_delta_percent: '0.50',
    min_apply_cooldown_hours: 6,
    provider: 'ecb',
  },
  settings_version: 3,
  last_apply: null,
};

/** Today has no row: its funnel is not counted before the day is over. */
export function funnel(draws: Draws): FunnelRow[] {
  return Array.from({ length: OLDEST_DAY }, (_, index) => {
    const day = index + 1;
    const n = ordersOfDay(day);
    return {
      day_offset: day,
      views: 38 * n + draws.pick(`f/${day}/v`, 80),
      opens: 9 * n + draws.pick(`f/${day}/o`, 20),
      carts: 2 * n + draws.pick(`f/${day}/c`, 8),
    };
  });
}

export const CAMPAIGNS: readonly CampaignRow[] = [
  { campaign_id: 1, title: 'Весна', status: 'running', daily_budget: '30.00' },
  { campaign_id: 2, title: 'Ретаргет', status: 'running', daily_budget: '15.00' },
  { campaign_id: 3, title: 'Архив', status: 'paused', daily_budget: '0.00' },
];
