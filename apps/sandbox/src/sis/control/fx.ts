import { createHash } from 'node:crypto';
import { instant, percentChange, storedFxApply } from '@ownerbot/shop';
import type { SimRows } from '../data/sim-rows';
import type { Sim } from '../sim';

export interface FxTick {
  readonly rate?: string;
  readonly last_apply?: { readonly result: 'applied' | 'noop' | 'failed'; readonly affected_count?: number; readonly reason?: string; readonly error?: string };
}

/** A new rate from the provider, and a scheduled run that the shop made by itself; prices are left alone. */
export function tickFx(sim: Sim, { rate, last_apply: run }: FxTick): SimRows['fx'] {
  const state = sim.store.state();
  const at = instant(sim.clock.now());
  let { fx, rateSets } = state.rows;
  if (rate !== undefined) {
    const { provider, base_currency } = fx;
    const rateSetId = createHash('sha256').update(`${provider}|${base_currency}|${rate}|${at}|${rateSets.length}`).digest('hex');
    rateSets = [{ rate_set_id: rateSetId, provider, base_currency, rate, taken_at: at }, ...rateSets];
    fx = { ...fx, rate, rate_set_id: rateSetId };
  }
  if (run !== undefined) {
    fx = {
      ...fx,
      last_apply: storedFxApply(fx, {
        at,
        result: run.result,
        affected_count: run.affected_count ?? 0,
        rate: fx.rate,
        delta_percent: percentChange(fx.rate, fx.rate_applied),
        reason: run.reason ?? null,
        error: run.error ?? null,
        job_id: null,
        from: fx.base_currency,
        to: state.settings.currency,
        provider: fx.provider,
      }),
    };
  }
  sim.store.commit({ ...state, rows: { ...state.rows, fx, rateSets } });
  return fx;
}
