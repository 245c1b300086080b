import { Decimal } from 'decimal.js';
import { factOf, type DecideInput, type Decision, type NotificationKind } from '@ownerbot/notifications';
import type { FxStatusData } from '@ownerbot/shop';
import { HOUR_MS } from '../hours';
import { readState } from '../read-state';
import { FxDeltaState, type FxBaseline } from './state';

/** A rate older than this says nothing about today. */
const FRESH_MS = 24 * HOUR_MS;

/** The rate has moved away from the one that the owner saw last. */
export const fxDelta: NotificationKind<FxDeltaState> = {
  kind: 'fx_delta',
  schemaVersion: 1,
  initialState: () => ({ baseline: null, sent_at: null }),
  readState: (stored) => readState(FxDeltaState, stored),
  reads: () => [{ id: 'fx', tool: 'sis_fx_status', payload: {} }],
  decide,
};

/** The rate as a baseline; also of the preview that a subscription is agreed by. */
export function baselineOf(status: Pick<FxStatusData, 'rate' | 'rate_set_id' | 'base_currency' | 'shop_currency' | 'provider'>, mode: string, at: string): FxBaseline {
  return { rate: status.rate, rate_set_id: status.rate_set_id, pair: `${status.base_currency}/${status.shop_currency}`, provider: status.provider, mode, at };
}

function decide({ settings, state, facts, now }: DecideInput<FxDeltaState>): Decision<FxDeltaState> {
  const fact = factOf<FxStatusData>(facts, 'fx');
  if (!fact.known) return { type: 'unknown', reason: fact.code, state };
  const { data: status, mode } = fact;
  const fresh = baselineOf(status, mode, now.toISOString());
  const { baseline } = state;
  const moved = baseline === null ? 'none' : CONTEXT.find((field) => baseline[field] !== fresh[field]);
  if (baseline === null || moved !== undefined) return reset(state, fresh, String(moved));
  if (status.status !== 'ok') return { type: 'skip', reason: 'RATE_DEGRADED', state };
  if (status.rate_set_id === baseline.rate_set_id) return { type: 'skip', reason: 'SAME_RATE', state };
  if (now.getTime() - Date.parse(status.rate_taken_at) > FRESH_MS) return { type: 'skip', reason: 'RATE_OLD', state };
  const change = new Decimal(status.rate).minus(baseline.rate).div(baseline.rate).times(100);
  if (change.abs().lt(settings.fx_delta_min_percent)) return { type: 'skip', reason: 'BELOW_MIN', state };
  if (state.sent_at !== null && now.getTime() - Date.parse(state.sent_at) < settings.fx_delta_cooldown_hours * HOUR_MS) return { type: 'skip', reason: 'COOLDOWN', state };
  return {
    type: 'send',
    reason: 'MOVED',
    state: { baseline: fresh, sent_at: now.toISOString() },
    messages: [
      {
        dedupKey: `fx_delta:${baseline.rate_set_id}:${status.rate_set_id}`,
        severity: 'info',
        variant: 'moved',
        figures: {
          pair: fresh.pair,
          before: baseline.rate,
          since: baseline.at,
          after: status.rate,
          percent: change.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2),
          provider: status.provider,
          taken_at: status.rate_taken_at,
          applied: status.rate_applied,
          is_due: status.would_apply,
          not_due: status.noop_reason,
        },
        asOf: fact.asOf,
        provenance: fact.provenance,
        mode,
        isQuietAtNight: true,
      },
    ],
  };
}

const CONTEXT = ['mode', 'pair', 'provider'] as const;

/** Another pair, source or shop: nothing has moved, so nothing is said; it is measured anew from here. */
function reset(state: FxDeltaState, fresh: FxBaseline, why: string): Decision<FxDeltaState> {
  const from = state.baseline === null ? null : { ...state.baseline };
  return {
    type: 'skip',
    reason: 'BASELINE_RESET',
    state: { ...state, baseline: fresh },
    audit: [{ eventType: 'ntf_baseline_reset', severity: 'info', fields: { from, to: { ...fresh }, why } }],
  };
}
