import type { Decimal } from 'decimal.js';
import { Exact } from '../../../prices/exact';
import { keptWarnings } from '../../../prices/price-fields';
import { priceTargets } from '../../../prices/price-targets';
import type { Round } from '../../../prices/rounding';
import type { ActionRows, RateSetRow, RowChange } from '../../../shop-rows';
import { backupsOf } from '../../backups-of';
import { cell, updatesOf, type ActionPlan, type Cell } from '../../plan';

export interface Repricing {
  readonly kind: 'fx' | 'reprice';
  readonly rateSet: RateSetRow;
  readonly markupPercent: Decimal;
  readonly markupAdditive: Decimal;
  readonly round: Round;
}

const TOLERANCE = '0.001';

/** Whether a newer rate is so near to the one of a preview (0.10 % of it) that the previewed one may still be applied. */
export function isWithinTolerance(latest: RateSetRow, previewed: RateSetRow): boolean {
  return new Exact(latest.rate).minus(previewed.rate).abs().lte(new Exact(previewed.rate).times(TOLERANCE));
}

/**
 * New prices from the input prices at a rate. Coupons that are bound to the products are disabled and their compare-at prices
 * cleared; discounts keep their percent. Everything is backed up under a job.
 */
export function repricingPlan(
  rows: ActionRows,
  repricing: Repricing,
): Pick<ActionPlan, 'targets' | 'rejected' | 'warnings' | 'sideCells' | 'sideEffects' | 'snapshot' | 'job' | 'writes'> {
  const { rateSet, markupPercent, markupAdditive, round, kind } = repricing;
  const { targets, rejected, keptCount } = priceTargets(rows.products, rows.variants, {
    rawPrice: ({ input_price: input }) =>
      input === null ? null : new Exact(input).times(rateSet.rate).times(markupPercent.plus(100)).div(100).plus(markupAdditive),
    // A variant has no input price of its own: it moves in the proportion of its product.
    rawVariantPrice: (price, product, raw) => new Exact(price).times(raw).div(product.base_price),
    round,
    beside: (product) =>
      product.compare_at_price === null ? [] : [cell('products', product.product_id, 'compare_at_price', product.compare_at_price, null)],
  });
  const affected = new Set(targets.map((target) => target.id));
  const coupons = rows.coupons.filter((coupon) => coupon.active && (coupon.product_ids ?? []).some((id) => affected.has(id)));
  const cleared = targets.flatMap((target) => target.cells).filter((one) => one.field === 'compare_at_price').length;
  return {
    targets,
    rejected,
    warnings: keptWarnings(keptCount),
    sideCells: coupons.map((coupon) => cell('coupons', coupon.coupon_id, 'active', true, false)),
    sideEffects: { coupons_disabled: coupons.map((coupon) => coupon.code), compare_at_cleared: cleared, rollback_available: targets.length > 0 },
    snapshot: { rate_set_id: rateSet.rate_set_id, rate: rateSet.rate },
    job: { kind, rate: rateSet.rate, rate_set_id: rateSet.rate_set_id },
    writes: ({ jobId }) => rateWrites(rows, rateSet, jobId),
  };
}

/** The rate that prices stand at is backed up with them: a rollback brings both back. */
function rateWrites(rows: ActionRows, rateSet: RateSetRow, jobId: string | null): RowChange[] {
  const cells: Cell[] = [cell('fx', 0, 'rate_applied', rows.fx.rate_applied, rateSet.rate)];
  return [...updatesOf(cells), ...(jobId === null ? [] : backupsOf(jobId, cells))];
}
