import { Decimal } from 'decimal.js';
import { fxGate, rateDelta } from '../../../fx/fx-gate';
import { appliedAt, storedFxApply } from '../../../fx/stored-fx-apply';
import { readThreshold } from '../../../prices/price-fields';
import { roundingOf } from '../../../prices/rounding';
import { ShopRefusal, stale } from '../../../refusal';
import type { RateSetRow } from '../../../shop-rows';
import { PLAIN_PLAN, type ActionPlan } from '../../plan';
import type { Planning } from '../../planning';
import { isWithinTolerance, repricingPlan } from './repricing';

/** `POST /fx` (A6): reprices at the latest rate where its settings allow it; `force_apply` ignores minimums and cooldown. */
export function planFxApply({ rows, body, context, pinned }: Planning): ActionPlan {
  const isForced = body.flag('force_apply', false);
  const isRefreshed = body.flag('refresh_snapshot', true);
  const thresholdPct = readThreshold(body);
  const rateSet = rateSetFor(rows.rateSets, rows.fx.base_currency, pinned?.rate_set_id);
  const gate = isForced ? null : fxGate(rows.fx, rateSet.rate, context.now);
  const repricing = repricingPlan(rows, {
    kind: 'fx',
    rateSet,
    markupPercent: new Decimal(0),
    markupAdditive: new Decimal(0),
    round: roundingOf('CEIL_INT', null),
  });
  const common = {
    ...PLAIN_PLAN,
    scope: { kind: 'all' },
    snapshot: repricing.snapshot,
    parameters: {
      kind: 'fx',
      force_apply: isForced,
      refresh_snapshot: isRefreshed,
      rate_set_id: rateSet.rate_set_id,
      anomaly_threshold_pct: thresholdPct.toString(),
    },
    anomaly: { thresholdPct, wantsForce: true },
    actionName: null,
  } as const;
  const { rows: affected, percent } = { rows: repricing.targets.length, percent: rateDelta(rows.fx, rateSet.rate).percent };
  if (gate !== null) return { ...common, targets: [], noopReason: gate, summary: `rate ${rateSet.rate}: ${gate}`, doneSummary: 'nothing changed' };
  return {
    ...common,
    ...repricing,
    summary: `${affected} prices at rate ${rateSet.rate}`,
    doneSummary: `${affected} prices changed`,
    writes: (by) => {
      const apply = appliedAt(by.at, rows.fx, context.currency, { affected_count: affected, rate: rateSet.rate, delta_percent: percent, job_id: by.jobId });
      return [...repricing.writes(by), { table: 'fx', id: 0, set: { last_apply: storedFxApply(rows.fx, apply) } }];
    },
  };
}

/** The latest rate, or at an apply the previewed one as long as the latest lies near it. */
function rateSetFor(rateSets: readonly RateSetRow[], inputCurrency: string, previewedId: string | undefined): RateSetRow {
  const latest = rateSets.find((one) => one.base_currency === inputCurrency);
  if (latest === undefined) throw new ShopRefusal('RATE_MISSING', 'there is no rate for the currency of the input prices');
  if (previewedId === undefined || previewedId === latest.rate_set_id) return latest;
  const previewed = rateSets.find((one) => one.rate_set_id === previewedId);
  if (previewed === undefined || !isWithinTolerance(latest, previewed)) throw stale();
  return previewed;
}
