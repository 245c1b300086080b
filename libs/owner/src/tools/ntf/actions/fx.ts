import { DecimalIn, Flag, IntegerIn, NoFields, Optional, validationError } from '@ownerbot/tools';
import { seenNow } from '../../../notifications/fx-apply/fx-apply';
import { baselineOf } from '../../../notifications/fx-delta/fx-delta';
import { ntfAction } from '../ntf-action';
import { readRate, readRateIfThere } from '../read-fact';

export class NtfFxDeltaSubscribePayload {
  @Optional() @DecimalIn({ min: '0.01', max: '50' }) readonly min_percent?: string;
  @Optional() @IntegerIn(1, 168) readonly cooldown_hours?: number;
}

/** Tells of moves of the rate, measured from the rate that the preview shows. */
export const ntfFxDeltaSubscribe = ntfAction<NtfFxDeltaSubscribePayload>({
  name: 'ntf_fx_delta_subscribe',
  timeClass: 'read',
  payload: NtfFxDeltaSubscribePayload,
  kinds: ['fx_delta'],
  asks: ({ min_percent: percent, cooldown_hours: hours }) => ({ fx_delta_enabled: true, fx_delta_min_percent: percent, fx_delta_cooldown_hours: hours }),
  async effect(_payload, { facts, context }) {
    // Whoever only changes the threshold keeps what the next rate is measured against.
    if (facts.settings.fx_delta_enabled) return {};
    const baseline = baselineOf(await readRate(context), context.mode, context.now.toISOString());
    return { notes: ['BASELINE'], told: { pair: baseline.pair, rate: baseline.rate }, states: { fx_delta: { baseline: { ...baseline }, sent_at: null } } };
  },
});

export const ntfFxDeltaUnsubscribe = ntfAction<NoFields>({
  name: 'ntf_fx_delta_unsubscribe',
  payload: NoFields,
  kinds: ['fx_delta'],
  asks: () => ({ fx_delta_enabled: false }),
  effect: () => ({ states: { fx_delta: { baseline: null, sent_at: null } } }),
});

export class NtfFxApplyEventsSubscribePayload {
  @Optional() @Flag() readonly notify_applied?: boolean;
  @Optional() @Flag() readonly notify_noop?: boolean;
  @Optional() @Flag() readonly notify_failed?: boolean;
  @Optional() @IntegerIn(1, 168) readonly cooldown_hours?: number;
}

const TYPES = ['notify_applied', 'notify_noop', 'notify_failed'] as const;

/** Tells of repricings by their results; the one that stands now is no news. */
export const ntfFxApplyEventsSubscribe = ntfAction<NtfFxApplyEventsSubscribePayload>({
  name: 'ntf_fx_apply_events_subscribe',
  timeClass: 'read',
  payload: NtfFxApplyEventsSubscribePayload,
  kinds: ['fx_apply'],
  asks: ({ notify_applied: applied, notify_noop: noop, notify_failed: failed, cooldown_hours: hours }) => ({
    fx_apply_events_enabled: true, fx_apply_notify_applied: applied, fx_apply_notify_noop: noop, fx_apply_notify_failed: failed, fx_apply_events_cooldown_hours: hours,
  }),
  async effect(_payload, { facts, context, after }) {
    if (!after.fx_apply_notify_applied && !after.fx_apply_notify_noop && !after.fx_apply_notify_failed) {
      throw validationError(TYPES.map((path) => ({ path, rule: 'at_least_one', allowed: TYPES.join(', ') })));
    }
    if (facts.settings.fx_apply_events_enabled) return {};
    const status = await readRateIfThere(context);
    return status === null ? { notes: ['FX_UNKNOWN'], states: { fx_apply: { has_looked: false, seen: null, told: [] } } } : { states: { fx_apply: { ...seenNow(status.last_apply) } } };
  },
});

export const ntfFxApplyEventsUnsubscribe = ntfAction<NoFields>({
  name: 'ntf_fx_apply_events_unsubscribe',
  payload: NoFields,
  kinds: ['fx_apply'],
  asks: () => ({ fx_apply_events_enabled: false }),
});
