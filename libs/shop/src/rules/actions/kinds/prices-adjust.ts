import type { Decimal } from 'decimal.js';
import { ADJUST_MODES, ADJUST_ROUNDINGS, type AdjustMode } from '../../../methods/actions/action-bodies';
import { Exact } from '../../prices/exact';
import { inputPriceCell, keptWarnings, readThreshold } from '../../prices/price-fields';
import { priceTargets } from '../../prices/price-targets';
import { adjustRoundingOf } from '../../prices/rounding';
import { hasPrice } from '../../prices/selling-price';
import { PLAIN_PLAN, unknownIds, unknownWarnings, warning, type ActionPlan, type Target } from '../plan';
import type { Planning } from '../planning';
import { rowsOfIds, selectorOf } from '../scope';

const RANGES = {
  set: { min: '0.01', max: 1_000_000 },
  delta_percent: { min: -90, max: 200 },
  delta_abs: { min: -100_000, max: 100_000 },
} as const satisfies Record<AdjustMode, object>;
const ABSOLUTE_LIMIT = '100.00';
const EXAMPLES_MAX = 50;

/** `POST /prices/adjust` (A2): base prices of named products; variants keep theirs. There is no backup. */
export function planPricesAdjust({ rows, body }: Planning): ActionPlan {
  selectorOf(body, ['product_ids']);
  const ids = body.ids('product_ids');
  const mode = body.oneOf('mode', ADJUST_MODES);
  const value = body.decimal('value', RANGES[mode]);
  const rounding = body.oneOf('rounding', ADJUST_ROUNDINGS, 'none');
  const thresholdPct = readThreshold(body);
  const { rows: products, unknown } = rowsOfIds(ids, rows.products, (product) => product.product_id);
  const { targets, rejected, keptCount } = priceTargets(products, rows.variants, {
    rawPrice: (product) => adjusted(new Exact(product.base_price), mode, value),
    round: adjustRoundingOf(rounding),
    beside: (product, price) => [inputPriceCell(product, price, rows.fx.rate_applied)],
  });
  const changed = new Set(targets.map((target) => target.id));
  const variants = rows.variants.filter((variant) => changed.has(variant.product_id) && hasPrice(variant.price)).length;
  return {
    ...PLAIN_PLAN,
    scope: { kind: 'ids', ids },
    parameters: {
      kind: 'prices/adjust',
      product_ids: ids,
      mode,
      value: value.toString(),
      rounding,
      anomaly_threshold_pct: thresholdPct.toString(),
    },
    targets,
    rejected: [...unknownIds(unknown), ...rejected],
    warnings: [
      ...unknownWarnings(unknown),
      ...keptWarnings(keptCount),
      ...(variants === 0 ? [] : [warning('VARIANT_PRICES_UNCHANGED', String(variants))]),
    ],
    anomaly: { thresholdPct, wantsForce: true },
    isOverAbsolute: targets.some(isOverAbsolute),
    examplesMax: EXAMPLES_MAX,
    summary: `${targets.length} prices ${mode} ${value.toString()}`,
    doneSummary: `${targets.length} prices changed`,
    actionName: 'adjust',
  };
}

function adjusted(price: Decimal, mode: AdjustMode, value: Decimal): Decimal {
  switch (mode) {
    case 'set':
      return new Exact(value);
    case 'delta_percent':
      return price.times(value.plus(100)).div(100);
    case 'delta_abs':
      return price.plus(value);
  }
}

function isOverAbsolute({ example: { before, after } }: Target): boolean {
  return before !== null && after !== null && new Exact(after).minus(before).abs().gt(ABSOLUTE_LIMIT);
}
