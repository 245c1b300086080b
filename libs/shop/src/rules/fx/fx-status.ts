import { Decimal } from 'decimal.js';
import type { FxRow, StoredFxApply } from '../../demo/seed/rows';
import { instant } from '../../instants';
import type { FxLastApply, FxNoopReason, FxStatusData } from '../../methods/fx-status';
import { repricingPlan } from '../actions/kinds/repricing/repricing';
import { roundingOf } from '../prices/rounding';
import { ShopRefusal } from '../refusal';
import type { ActionRows } from '../shop-rows';
import { fxGate, lastSuccessAt, rateDelta } from './fx-gate';
import { lastFailureAt } from './stored-fx-apply';

const HOUR_MS = 3_600_000;

/** What an FX apply would do now, and why not (SIS API v1, 10.1); by the same rules as the apply itself. */
export function fxStatusOf(rows: ActionRows, at: { readonly now: Date; readonly currency: string }): FxStatusData {
  const { fx } = rows;
  const latest = rows.rateSets.find((one) => one.base_currency === fx.base_currency);
  if (latest === undefined) throw new ShopRefusal('RATE_MISSING', 'there is no rate for the currency of the input prices');
  const zero = new Decimal(0);
  const changes = repricingPlan(rows, { kind: 'fx', rateSet: latest, markupPercent: zero, markupAdditive: zero, round: roundingOf('CEIL_INT', null) });
  const noopReason: FxNoopReason | null = fxGate(fx, latest.rate, at.now) ?? (changes.targets.length === 0 ? 'NO_CHANGES' : null);
  const delta = rateDelta(fx, latest.rate);
  const nextAt = nextRepriceAt(fx, at.now);
  return {
    status: fx.last_apply?.result === 'failed' ? 'degraded' : 'ok',
    provider: latest.provider,
    base_currency: fx.base_currency,
    shop_currency: at.currency,
    rate: latest.rate,
    rate_set_id: latest.rate_set_id,
    rate_taken_at: latest.taken_at,
    rate_applied: fx.rate_applied,
    delta_abs: delta.abs.toFixed(Math.max(4, delta.abs.decimalPlaces())),
    delta_percent: delta.percent,
    would_apply: noopReason === null,
    noop_reason: noopReason,
    next_reprice_at: nextAt === null ? null : instant(nextAt),
    next_reprice_in_hours: nextAt === null ? null : new Decimal(nextAt.getTime() - at.now.getTime()).div(HOUR_MS).toFixed(1),
    last_apply: fx.last_apply === null ? null : shownApply(fx.last_apply),
    last_apply_success_at: lastSuccessAt(fx),
    last_apply_attempt_at: fx.last_apply?.at ?? null,
    last_apply_failed_at: lastFailureAt(fx),
    settings: fx.settings,
    settings_version: fx.settings_version,
  };
}

function shownApply({ success_at: _success, failed_at: _failed, ...apply }: StoredFxApply): FxLastApply {
  return apply;
}

/** By schedule, from the last apply on; one that is overdue is due now. Without a schedule or a beginning there is none. */
function nextRepriceAt({ settings, last_apply: last }: FxRow, now: Date): Date | null {
  if (settings.reprice_schedule_mode === 'manual' || last === null) return null;
  const hours = settings.reprice_schedule_mode === 'daily' ? 24 : settings.reprice_schedule_interval_hours;
  return new Date(Math.max(now.getTime(), Date.parse(last.at) + hours * HOUR_MS));
}
