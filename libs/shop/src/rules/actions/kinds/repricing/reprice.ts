import { readRounding, readThreshold } from '../../../prices/price-fields';
import { roundingOf } from '../../../prices/rounding';
import { ShopRefusal, stale } from '../../../refusal';
import type { RateSetRow } from '../../../shop-rows';
import { PLAIN_PLAN, type ActionPlan } from '../../plan';
import type { Planning } from '../../planning';
import { isWithinTolerance, repricingPlan } from './repricing';

const CURRENCY = /^[A-Z]{3}$/;

/** `POST /reprice` (A3): all prices from their input prices at a named rate, with a markup. */
export function planReprice({ rows, body, context, pinned }: Planning): ActionPlan {
  const rateSetId = body.text('rate_set_id', { min: 1, max: 200 });
  const inputCurrency = body.matching('input_currency', CURRENCY, 'ISO 4217');
  const shopCurrency = body.matching('shop_currency', CURRENCY, 'ISO 4217');
  const markupPercent = body.decimal('markup_percent', { min: -90, max: 200 }, '0');
  const markupAdditive = body.decimal('markup_additive', { min: -100_000, max: 100_000 }, '0');
  const { mode, step } = readRounding(body, 'CEIL_INT');
  const thresholdPct = readThreshold(body);
  if (shopCurrency !== context.currency) {
    const field = { path: 'shop_currency', rule: 'currency', allowed: context.currency };
    throw new ShopRefusal('CURRENCY_MISMATCH', 'the shop has another currency', { fields: [field] });
  }
  const rateSet = rateSetOf(rows.rateSets, rateSetId, inputCurrency);
  const [latest] = rows.rateSets;
  if (pinned !== null && latest !== undefined && !isWithinTolerance(latest, rateSet)) throw stale();
  const plan = repricingPlan(rows, { kind: 'reprice', rateSet, markupPercent, markupAdditive, round: roundingOf(mode, step) });
  return {
    ...PLAIN_PLAN,
    ...plan,
    scope: { kind: 'all' },
    parameters: {
      kind: 'reprice',
      rate_set_id: rateSetId,
      input_currency: inputCurrency,
      shop_currency: shopCurrency,
      markup_percent: markupPercent.toString(),
      markup_additive: markupAdditive.toString(),
      rounding_mode: mode,
      rounding_step: step?.toString() ?? null,
      anomaly_threshold_pct: thresholdPct.toString(),
    },
    anomaly: { thresholdPct, wantsForce: true },
    summary: `${plan.targets.length} prices at rate ${rateSet.rate}`,
    doneSummary: `${plan.targets.length} prices changed`,
    actionName: null,
  };
}

function rateSetOf(rateSets: readonly RateSetRow[], id: string, inputCurrency: string): RateSetRow {
  const rateSet = rateSets.find((one) => one.rate_set_id === id);
  if (rateSet === undefined) throw new ShopRefusal('RATE_SET_UNKNOWN', 'there is no such rate set');
  if (rateSet.base_currency !== inputCurrency) {
    const field = { path: 'input_currency', rule: 'rate', allowed: rateSet.base_currency };
    throw new ShopRefusal('RATE_MISSING', 'the rate set has no rate for this currency', { fields: [field] });
  }
  return rateSet;
}
