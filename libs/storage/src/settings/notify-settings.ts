import { StoredSettingError } from '../errors';
import { timezone, type Field } from './field';

/** A field of an owner's notifications: what counts while it was never set, too. */
export interface NotifyField<Value> extends Field {
  readonly standard: Value;
}

const flag = (standard: boolean): NotifyField<boolean> => ({ standard, allowed: 'true, false', accepts: (value) => typeof value === 'boolean' });

const integer = (standard: number, min: number, max: number): NotifyField<number> => ({
  standard,
  allowed: `${min}..${max}`,
  accepts: (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
});

/** Decimal text with at most two places, as it is shown and compared; the bounds are exact. */
const percent = (standard: string, min: number, max: number): NotifyField<string> => ({
  standard,
  allowed: `${min}..${max} as decimal text with at most 2 places`,
  accepts: (value) => typeof value === 'string' && /^\d{1,3}(\.\d{1,2})?$/.test(value) && Number(value) >= min && Number(value) <= max,
});

const timeOfDay = (standard: string): NotifyField<string> => ({
  standard,
  allowed: 'HH:MM, 00:00..23:59',
  accepts: (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
});

const DIGEST_FORMATS = ['text', 'png', 'pdf'] as const;
export type DigestFormat = (typeof DIGEST_FORMATS)[number];
const format: NotifyField<DigestFormat> = { standard: 'text', allowed: DIGEST_FORMATS.join(', '), accepts: (value) => DIGEST_FORMATS.some((one) => one === value) };

/** Null: the owner's zone. */
const zone: NotifyField<string | null> = { ...timezone, standard: null };

const instant: NotifyField<string | null> = {
  standard: null,
  allowed: 'instant, ISO 8601 in UTC',
  accepts: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
};

/** What an owner may set of the notifications, by kind. Nothing is on by default. */
export const notifyFieldsByKind = {
  digest: {
    digest_enabled: flag(false),
    digest_time_local: timeOfDay('09:00'),
    digest_tz: zone,
    digest_format: format,
    digest_quiet_enabled: flag(false),
    digest_quiet_attempt_interval_minutes: integer(60, 15, 360),
    digest_quiet_max_silence_days: integer(7, 1, 30),
    digest_quiet_min_revenue_drop_pct: percent('8', 0.1, 50),
    digest_quiet_min_orders_drop_pct: percent('10', 0.1, 50),
    digest_quiet_send_on_ops: flag(true),
    digest_quiet_send_on_fx_failed: flag(true),
    digest_quiet_send_on_errors: flag(true),
  },
  weekly: { weekly_enabled: flag(false), weekly_day_of_week: integer(0, 0, 6), weekly_time_local: timeOfDay('09:30'), weekly_tz: zone },
  fx_delta: { fx_delta_enabled: flag(false), fx_delta_min_percent: percent('0.25', 0.01, 50), fx_delta_cooldown_hours: integer(6, 1, 168) },
  fx_apply: {
    fx_apply_events_enabled: flag(false),
    fx_apply_notify_applied: flag(false),
    fx_apply_notify_noop: flag(false),
    fx_apply_notify_failed: flag(true),
    fx_apply_events_cooldown_hours: integer(6, 1, 168),
  },
  ops: {
    ops_alerts_enabled: flag(false),
    ops_alerts_cooldown_hours: integer(6, 1, 168),
    ops_unanswered_threshold_hours: integer(2, 0, 168),
    ops_unanswered_min_count: integer(1, 0, 999),
    ops_stuck_min_count: integer(1, 0, 999),
    ops_payment_min_count: integer(1, 0, 999),
    ops_errors_window_hours: integer(24, 1, 168),
    ops_errors_min_count: integer(1, 0, 999),
    ops_low_stock_lte: integer(5, 0, 999),
    ops_low_stock_min_count: integer(3, 0, 999),
    ops_out_of_stock_min_count: integer(1, 0, 999),
  },
  escalation: {
    escalation_enabled: flag(false),
    escalation_snoozed_until: instant,
    escalation_stage1_after_minutes: integer(120, 30, 1440),
    escalation_repeat_every_minutes: integer(360, 60, 2880),
    escalation_max_repeats: integer(3, 0, 10),
    escalation_on_fx_failed: flag(true),
    escalation_on_out_of_stock: flag(true),
    escalation_on_stuck_orders_severe: flag(true),
    escalation_on_errors_spike: flag(true),
    escalation_on_unanswered_chats_severe: flag(false),
    escalation_stuck_orders_min: integer(3, 0, 999),
    escalation_errors_min: integer(5, 0, 999),
    escalation_unanswered_chats_min: integer(5, 0, 999),
    escalation_unanswered_threshold_hours: integer(6, 1, 168),
  },
} as const;

export type NotifyKind = keyof typeof notifyFieldsByKind;
export const NOTIFY_KINDS = ['digest', 'weekly', 'fx_delta', 'fx_apply', 'ops', 'escalation'] as const satisfies readonly NotifyKind[];

type ValuesOf<Fields> = { readonly [Name in keyof Fields]: Fields[Name] extends NotifyField<infer Value> ? Value : never };

/** The settings of one kind, each as the owner set it, else as it stands by default. */
export type KindSettings<Kind extends NotifyKind> = ValuesOf<(typeof notifyFieldsByKind)[Kind]>;

/** Those of all kinds together; the kinds share the thresholds of `ops`. */
export type NotifySettings = KindSettings<'digest'> & KindSettings<'weekly'> & KindSettings<'fx_delta'> & KindSettings<'fx_apply'> & KindSettings<'ops'> & KindSettings<'escalation'>;

export const notifyFields = {
  ...notifyFieldsByKind.digest,
  ...notifyFieldsByKind.weekly,
  ...notifyFieldsByKind.fx_delta,
  ...notifyFieldsByKind.fx_apply,
  ...notifyFieldsByKind.ops,
  ...notifyFieldsByKind.escalation,
} as const;

export const NOTIFY_DEFAULTS: NotifySettings = Object.freeze(valuesOf(notifyFields, {}));

/** @throws StoredSettingError for the first stored value that is not valid: a kind that cannot be read fails alone. */
export function kindSettings<Kind extends NotifyKind>(kind: Kind, stored: Readonly<Record<string, unknown>>): KindSettings<Kind> {
  return valuesOf(notifyFieldsByKind[kind], stored);
}

/** @throws StoredSettingError for the first stored value that is not valid */
export function notifySettings(stored: Readonly<Record<string, unknown>>): NotifySettings {
  return valuesOf(notifyFields, stored);
}

function valuesOf<Fields extends Readonly<Record<string, NotifyField<unknown>>>>(fields: Fields, stored: Readonly<Record<string, unknown>>): ValuesOf<Fields> {
  const values = Object.entries(fields).map(([name, field]) => {
    const value = Object.hasOwn(stored, name) ? stored[name] : undefined;
    if (value === undefined || value === null) return [name, field.standard];
    if (!field.accepts(value)) throw new StoredSettingError(name, JSON.stringify(value), field.allowed);
    return [name, value];
  });
  // Each value was accepted by the rule of its own field.
  return Object.fromEntries(values) as ValuesOf<Fields>;
}
