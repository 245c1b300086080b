import type { DigestFormat } from '@ownerbot/storage';
import { DecimalIn, Flag, IntegerIn, NoFields, OneOf, Optional, TimeLocal, Tz } from '@ownerbot/tools';
import { ntfAction } from '../ntf-action';

export class NtfDailyDigestSubscribePayload {
  @Optional() @TimeLocal() readonly time_local?: string;
  /** Where it is not given: the one set before, else the owner's. */
  @Optional() @Tz() readonly tz?: string;
}

export const ntfDailyDigestSubscribe = ntfAction<NtfDailyDigestSubscribePayload>({
  name: 'ntf_daily_digest_subscribe',
  payload: NtfDailyDigestSubscribePayload,
  kinds: ['digest'],
  asks: ({ time_local: time, tz }) => ({ digest_enabled: true, digest_time_local: time, digest_tz: tz }),
  effect: (_payload, { after }) => (after.digest_quiet_enabled ? { notes: ['QUIET_IS_ON'] } : {}),
});

export const ntfDailyDigestUnsubscribe = ntfAction<NoFields>({
  name: 'ntf_daily_digest_unsubscribe',
  payload: NoFields,
  kinds: ['digest'],
  asks: () => ({ digest_enabled: false }),
  effect: (_payload, { after }) => (after.digest_quiet_enabled ? { notes: ['QUIET_GOES_TOO'] } : {}),
});

const FORMATS: readonly DigestFormat[] = ['text', 'png', 'pdf'];

export class NtfDigestFormatSetPayload {
  @OneOf(FORMATS) readonly format: DigestFormat;
}

export const ntfDigestFormatSet = ntfAction<NtfDigestFormatSetPayload>({
  name: 'ntf_digest_format_set',
  defaultPayload: null,
  payload: NtfDigestFormatSetPayload,
  kinds: ['digest'],
  asks: ({ format }) => ({ digest_format: format }),
  effect: (_payload, { after }) => (after.digest_enabled ? {} : { notes: ['DIGEST_IS_OFF'] }),
});

export class NtfQuietDigestOnPayload {
  @Optional() @IntegerIn(15, 360) readonly attempt_interval_minutes?: number;
  @Optional() @IntegerIn(1, 30) readonly max_silence_days?: number;
}

export const ntfQuietDigestOn = ntfAction<NtfQuietDigestOnPayload>({
  name: 'ntf_quiet_digest_on',
  payload: NtfQuietDigestOnPayload,
  kinds: ['digest'],
  asks: ({ attempt_interval_minutes: minutes, max_silence_days: days }) => ({ digest_quiet_enabled: true, digest_quiet_attempt_interval_minutes: minutes, digest_quiet_max_silence_days: days }),
  effect: (_payload, { after }) => ({ notes: after.digest_enabled ? ['QUIET_MEANS'] : ['QUIET_NEEDS_DIGEST'] }),
});

export const ntfQuietDigestOff = ntfAction<NoFields>({
  name: 'ntf_quiet_digest_off',
  payload: NoFields,
  kinds: ['digest'],
  asks: () => ({ digest_quiet_enabled: false }),
});

export class NtfQuietDigestRulesSetPayload {
  @Optional() @DecimalIn({ min: '0.1', max: '50' }) readonly min_revenue_drop_pct?: string;
  @Optional() @DecimalIn({ min: '0.1', max: '50' }) readonly min_orders_drop_pct?: string;
  @Optional() @IntegerIn(15, 360) readonly attempt_interval_minutes?: number;
  @Optional() @IntegerIn(1, 30) readonly max_silence_days?: number;
  @Optional() @Flag() readonly send_on_ops?: boolean;
  @Optional() @Flag() readonly send_on_fx_failed?: boolean;
  @Optional() @Flag() readonly send_on_errors?: boolean;
}

/** The rules alone: quiet mode stays as it is. */
export const ntfQuietDigestRulesSet = ntfAction<NtfQuietDigestRulesSetPayload>({
  name: 'ntf_quiet_digest_rules_set',
  payload: NtfQuietDigestRulesSetPayload,
  needsOne: ['min_revenue_drop_pct', 'min_orders_drop_pct', 'attempt_interval_minutes', 'max_silence_days', 'send_on_ops', 'send_on_fx_failed', 'send_on_errors'],
  kinds: ['digest'],
  asks: (rules) => ({
    digest_quiet_min_revenue_drop_pct: rules.min_revenue_drop_pct,
    digest_quiet_min_orders_drop_pct: rules.min_orders_drop_pct,
    digest_quiet_attempt_interval_minutes: rules.attempt_interval_minutes,
    digest_quiet_max_silence_days: rules.max_silence_days,
    digest_quiet_send_on_ops: rules.send_on_ops,
    digest_quiet_send_on_fx_failed: rules.send_on_fx_failed,
    digest_quiet_send_on_errors: rules.send_on_errors,
  }),
  effect: (_payload, { after }) => (after.digest_quiet_enabled ? {} : { notes: ['QUIET_IS_OFF'] }),
});
