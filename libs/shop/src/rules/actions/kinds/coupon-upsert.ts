import type { CouponRow } from '../../../demo/seed/rows';
import { canonicalJson } from '../../../filters-hash';
import { instant, instantOrNull } from '../../../instants';
import { money } from '../../../money';
import { refusedField, ShopRefusal } from '../../refusal';
import type { ResolvedCoupon, RowChange } from '../../shop-rows';
import type { BodyReader } from '../body-reader';
import { PLAIN_PLAN, unknownIds, unknownWarnings, type ActionPlan, type Cell, type Target } from '../plan';
import type { Planning } from '../planning';
import { rowsOfIds } from '../scope';

export const COUPON_CODE = /^[A-Za-z0-9_-]{3,64}$/;
const LARGEST_AMOUNT = '9999999999.99';

type Wanted = Pick<ResolvedCoupon, 'percent_off' | 'amount_off' | 'active' | 'max_uses' | 'starts_at' | 'ends_at' | 'product_ids'>;
const FIELDS = ['percent_off', 'amount_off', 'active', 'max_uses', 'starts_at', 'ends_at', 'product_ids'] as const satisfies readonly (keyof Wanted)[];

/** `POST /coupons/upsert` (A13): makes a coupon, or sets all of an existing one where `on_existing` is `update`. */
export function planCouponUpsert({ rows, body, context }: Planning): ActionPlan {
  const code = body.matching('code', COUPON_CODE, '3..64 of A-Z, 0-9, _ and -').toUpperCase();
  const onExisting = body.oneOf('on_existing', ['reject', 'update'], 'reject');
  const bound = body.has('product_ids') ? rowsOfIds(body.ids('product_ids'), rows.products, (product) => product.product_id) : null;
  const wanted = readWanted(body, context.now, bound === null ? null : bound.rows.map((product) => product.product_id));
  const unknown = bound?.unknown ?? [];
  const existing = rows.coupons.find((coupon) => coupon.code === code);
  if (existing !== undefined && onExisting === 'reject') throw new ShopRefusal('COUPON_EXISTS', 'there is a coupon with this code');
  const id = existing?.coupon_id ?? Math.max(0, ...rows.coupons.map((coupon) => coupon.coupon_id)) + 1;
  const operation = existing === undefined ? 'create' : 'update';
  const changed = FIELDS.filter((field) => existing === undefined || canonicalJson(existing[field]) !== canonicalJson(wanted[field]));
  const cells = existing === undefined ? [] : changed.map((field) => cellOf(id, field, existing, wanted));
  const target: Target = { id: code, cells, example: exampleOf(code, existing, wanted), deltaPct: null };
  return {
    ...PLAIN_PLAN,
    scope: { kind: 'coupon', code },
    parameters: { kind: 'coupons/upsert', operation, code, ...wanted },
    targets: changed.length === 0 ? [] : [target],
    rejected: unknownIds(unknown),
    warnings: unknownWarnings(unknown),
    coupon: { operation, id },
    summary: `${operation} coupon ${code}`,
    doneSummary: `coupon ${code}: ${operation}d`,
    actionName: 'coupon',
    writes: () => (existing === undefined ? [{ table: 'coupons', insert: newCoupon(id, code, wanted) }] : []) satisfies RowChange[],
  };
}

function readWanted(body: BodyReader, now: Date, productIds: readonly number[] | null): Wanted {
  const hasPercent = body.has('percent_off');
  if (hasPercent === body.has('amount_off')) throw refusedField('VALIDATION', 'percent_off', 'exactly_one', 'exactly one of percent_off, amount_off');
  const startsAt = body.instant('starts_at');
  const endsAt = body.instant('ends_at');
  const earliest = startsAt !== null && startsAt > now ? startsAt : now;
  if (endsAt !== null && endsAt <= earliest) throw refusedField('OUT_OF_RANGE', 'ends_at', 'range', `later than ${instant(earliest)}`);
  return {
    percent_off: hasPercent ? body.integer('percent_off', { min: 1, max: 95 }) : null,
    amount_off: hasPercent ? null : money(body.decimal('amount_off', { min: '0.01', max: LARGEST_AMOUNT })),
    active: body.flag('active', true),
    max_uses: body.optionalInteger('max_uses', { min: 1, max: 1_000_000 }),
    starts_at: instantOrNull(startsAt),
    ends_at: instantOrNull(endsAt),
    product_ids: productIds,
  };
}

function cellOf(id: number, field: (typeof FIELDS)[number], existing: ResolvedCoupon, wanted: Wanted): Cell {
  return { table: 'coupons', id, field, before: existing[field], after: wanted[field] };
}

/** One line for the whole coupon, as the fields stand. */
function exampleOf(code: string, before: Wanted | undefined, after: Wanted): Target['example'] {
  return { id: code, label: code, before: before === undefined ? null : couponText(before), after: couponText(after), delta_pct: null };
}

function couponText(coupon: Wanted): string {
  return FIELDS.flatMap((field) => {
    const value = coupon[field];
    return value === null ? [] : [`${field}=${Array.isArray(value) ? value.join(',') : String(value)}`];
  }).join(' ');
}

function newCoupon(id: number, code: string, wanted: Wanted): CouponRow {
  return {
    coupon_id: id,
    code,
    ...wanted,
    starts_day_offset: null,
    starts_minute: null,
    ends_day_offset: null,
    ends_minute: null,
    used_count: 0,
  };
}
