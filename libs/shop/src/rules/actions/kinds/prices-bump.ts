import { type Decimal } from 'decimal.js';
import { Exact } from '../../prices/exact';
import { inputPriceCell, keptWarnings, readRounding, readThreshold } from '../../prices/price-fields';
import { priceTargets } from '../../prices/price-targets';
import { roundingOf } from '../../prices/rounding';
import { refusedField } from '../../refusal';
import type { BodyReader } from '../body-reader';
import { PLAIN_PLAN, type ActionPlan } from '../plan';
import type { Planning } from '../planning';
import { selectorOf } from '../scope';

const SMALLEST_PERCENT = '0.1';

/** `POST /prices/bump` (A1): all base prices and own prices of variants, up or down. There is no backup. */
export function planPricesBump({ rows, body }: Planning): ActionPlan {
  selectorOf(body, ['scope_all']);
  const { percent, additive } = readBump(body);
  const isDecrease = percent.isZero() ? additive.isNegative() : percent.isNegative();
  const { mode, step } = readRounding(body, isDecrease ? 'NONE' : 'CEIL_INT');
  const thresholdPct = readThreshold(body);
  const bumped = (price: string): Decimal => new Exact(price).times(percent.plus(100)).div(100).plus(additive);
  const { targets, rejected, keptCount } = priceTargets(rows.products, rows.variants, {
    rawPrice: (product) => bumped(product.base_price),
    rawVariantPrice: bumped,
    round: roundingOf(mode, step),
    beside: (product, price) => [inputPriceCell(product, price, rows.fx.rate_applied)],
  });
  const change = `${percent.isNegative() ? '' : '+'}${percent.toString()} %${additive.isZero() ? '' : ` ${additive.toString()}`}`;
  return {
    ...PLAIN_PLAN,
    scope: { kind: 'all' },
    parameters: {
      kind: 'prices/bump',
      scope_all: true,
      bump_percent: percent.toString(),
      bump_additive: additive.toString(),
      rounding_mode: mode,
      rounding_step: step?.toString() ?? null,
      anomaly_threshold_pct: thresholdPct.toString(),
    },
    targets,
    rejected,
    warnings: keptWarnings(keptCount),
    anomaly: { thresholdPct, wantsForce: true },
    summary: `${targets.length} prices ${change}`,
    doneSummary: `${targets.length} prices changed`,
    actionName: 'bump',
  };
}

function readBump(body: BodyReader): { percent: Decimal; additive: Decimal } {
  const percent = body.decimal('bump_percent', { min: -90, max: 200 });
  const additive = body.decimal('bump_additive', { min: -100_000, max: 100_000 }, '0');
  if (!percent.isZero() && percent.abs().lt(SMALLEST_PERCENT)) throw refusedField('OUT_OF_RANGE', 'bump_percent', 'range', '0, or 0.1 and more in size');
  if (percent.isZero() && additive.isZero()) throw refusedField('OUT_OF_RANGE', 'bump_percent', 'range', 'not 0 together with bump_additive 0');
  if (percent.times(additive).isNegative() && !percent.isZero() && !additive.isZero()) {
    throw refusedField('OUT_OF_RANGE', 'bump_additive', 'sign', 'the same sign as bump_percent');
  }
  return { percent, additive };
}
