import { Decimal } from 'decimal.js';
import { instant, percentChange, previewShopAction, type FxStatusData } from '@ownerbot/shop';
import { actionContext, actionRows } from '../../actions/action-rows';
import type { SimRows } from '../../data/sim-rows';
import { omit } from '../../omit';
import type { ReadContext, ReadEndpoint } from '../read-endpoint';
import { isoOf } from '../shop-at';

const HOUR_MS = 3_600_000;

export const fxStatus: ReadEndpoint = {
  capability: 'fx',
  read(context) {
    return { data: statusOf(context), sources: ['sis:fx'], filtersHash: context.filtersHash, asOf: context.now };
  },
};

/** What an apply would do now is what its preview says, so that the two never disagree. */
function statusOf({ sim, now, currency }: ReadContext): FxStatusData {
  const { rows } = sim.store.state();
  const { fx } = rows;
  const newest = rows.rateSets[0];
  const preview = previewShopAction('fx', actionRows(sim, now), {}, actionContext(sim, now));
  const last = lastApply(fx);
  const nextMs = nextReprice(fx, last?.at ?? null, now);
  return {
    status: last?.result === 'failed' ? 'degraded' : 'ok',
    provider: fx.provider,
    base_currency: fx.base_currency,
    shop_currency: currency,
    rate: fx.rate,
    rate_set_id: fx.rate_set_id,
    rate_taken_at: newest?.taken_at ?? instant(now),
    rate_applied: fx.rate_applied,
    delta_abs: new Decimal(fx.rate).minus(fx.rate_applied).toFixed(4),
    delta_percent: percentChange(fx.rate, fx.rate_applied),
    would_apply: preview.ok && preview.data.would_apply,
    noop_reason: preview.ok ? (preview.data.noop_reason as FxStatusData['noop_reason']) : null,
    next_reprice_at: nextMs === null ? null : isoOf(nextMs),
    next_reprice_in_hours: nextMs === null ? null : new Decimal(nextMs - now.getTime()).div(HOUR_MS).toFixed(1),
    last_apply: last,
    last_apply_success_at: last === null ? null : last.result === 'applied' ? last.at : (fx.last_apply?.success_at ?? null),
    last_apply_attempt_at: last?.at ?? null,
    last_apply_failed_at: last === null ? null : last.result === 'failed' ? last.at : (fx.last_apply?.failed_at ?? null),
    settings: fx.settings,
    settings_version: fx.settings_version,
  };
}

function lastApply({ last_apply: stored }: SimRows['fx']): FxStatusData['last_apply'] {
  return stored === null ? null : omit(stored, 'success_at', 'failed_at');
}

/** When the shop's own schedule comes next; null while it is manual. */
function nextReprice({ settings }: SimRows['fx'], lastAt: string | null, now: Date): number | null {
  if (settings.reprice_schedule_mode === 'manual') return null;
  const hours = settings.reprice_schedule_mode === 'daily' ? 24 : settings.reprice_schedule_interval_hours;
  return lastAt === null ? now.getTime() : Math.max(now.getTime(), Date.parse(lastAt) + hours * HOUR_MS);
}
