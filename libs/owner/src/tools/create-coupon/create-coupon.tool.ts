import { randomInt } from 'node:crypto';
import { instant, money, type ActionBody, type ActionPreviewData, type CouponItem, type CouponsData, type ShopAnswer } from '@ownerbot/shop';
import { shopAction, type ActionTool } from '../acting/shop-action';
import { changesOf, wantedCoupon } from './coupon-changes';
import { CreateCouponOutput, CreateCouponPayload } from './create-coupon.fields';
import { randomCode } from './random-code';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Makes a coupon, or with `on_existing: update` sets all of an existing one anew. `random(n)`: a whole number below n. */
export function couponTool(random: (below: number) => number): ActionTool {
  return shopAction({
    name: 'create_coupon',
    version: '1.1',
    group: 'coupons',
    payload: CreateCouponPayload,
    output: CreateCouponOutput,
    kind: 'coupons/upsert',
    conflictGroups: ['coupons'],
    // Not the code: whoever reads the audit could use it.
    auditFields: ['percent_off', 'amount_off', 'duration_hours', 'no_expiry', 'active', 'max_uses', 'on_existing'],
    async wish(payload, context) {
      const body = bodyOf(payload, context.now, random);
      const known = payload.on_existing === 'update' ? await context.shop.coupons({ state: 'all', expiring_days: 7, code: body.code, sort: 'code', limit: 1 }, context.call) : null;
      return { body, ...(known === null ? {} : { reads: [known] as const }), tells: (preview) => told(body, preview, itemOf(known, body.code)) };
    },
    result: ({ commit, result }) => ({ code: commit['code'], operation: result['operation'] ?? null, coupon_id: result['coupon_id'] ?? null }),
  });
}

export const createCoupon = couponTool((below) => randomInt(below));

type Body = ActionBody<'coupons/upsert'>;

/** Code and end are settled here, and are sent as the owner saw them. */
function bodyOf({ code, percent_off, amount_off, active, max_uses, starts_at, product_ids, on_existing, ...times }: CreateCouponPayload, now: Date, random: (below: number) => number): Body {
  const endsAt = times.duration_hours === undefined ? times.ends_at : endOf(starts_at === undefined ? now : new Date(starts_at), times.duration_hours);
  return {
    code: code ?? randomCode(random),
    ...(percent_off === undefined ? {} : { percent_off }),
    ...(amount_off === undefined ? {} : { amount_off: money(amount_off) }),
    active,
    ...(max_uses === undefined ? {} : { max_uses }),
    ...(starts_at === undefined ? {} : { starts_at }),
    ...(endsAt === undefined ? {} : { ends_at: endsAt }),
    ...(product_ids === undefined ? {} : { product_ids }),
    on_existing,
  };
}

/** Rounded up to the full minute: a coupon never ends earlier than was asked for. */
function endOf(from: Date, hours: number): string {
  return instant(new Date(Math.ceil((from.getTime() + hours * HOUR_MS) / MINUTE_MS) * MINUTE_MS));
}

function itemOf(known: ShopAnswer<CouponsData> | null, code: string): CouponItem | null {
  return known?.data.items.find((one) => one.code.toUpperCase() === code) ?? null;
}

function told(body: Body, preview: ActionPreviewData, existing: CouponItem | null) {
  const wanted = wantedCoupon(body, preview);
  const { percent_off, amount_off, starts_at, ends_at, max_uses } = wanted;
  const operation = preview.operation ?? (existing === null ? 'create' : 'update');
  return { operation, code: body.code, percent_off, amount_off, starts_at, ends_at, max_uses, changes: operation === 'update' && existing !== null ? changesOf(existing, wanted) : [] };
}
