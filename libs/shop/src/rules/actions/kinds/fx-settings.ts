import { Decimal } from 'decimal.js';
import { FX_PROVIDERS, FX_SCHEDULE_MODES, type FxSettings } from '../../../methods/fx-status';
import { refusedField } from '../../refusal';
import { readerOf, type BodyReader } from '../body-reader';
import { PLAIN_PLAN, type ActionPlan, type Target } from '../plan';

type SettingKey = keyof FxSettings;
type SettingValue = string | number | boolean;

const READ_SETTING: Readonly<Record<SettingKey, (updates: BodyReader) => SettingValue>> = {
  reprice_schedule_mode: (updates) => updates.oneOf('reprice_schedule_mode', FX_SCHEDULE_MODES),
  reprice_schedule_interval_hours: (updates) => updates.integer('reprice_schedule_interval_hours', { min: 1, max: 168 }),
  reprice_schedule_notify_on_success: (updates) => updates.flag('reprice_schedule_notify_on_success'),
  reprice_schedule_notify_on_failure: (updates) => updates.flag('reprice_schedule_notify_on_failure'),
  min_rate_delta_abs: (updates) => updates.decimal('min_rate_delta_abs', { min: 0, max: 1000, places: 8 }).toFixed(),
  min_rate_delta_percent: (updates) => updates.decimal('min_rate_delta_percent', { min: 0, max: 100 }).toFixed(),
  min_apply_cooldown_hours: (updates) => updates.integer('min_apply_cooldown_hours', { min: 0, max: 168 }),
  provider: (updates) => updates.oneOf('provider', FX_PROVIDERS),
};

/** What FX settings are planned from: the demo shop's row, or the status of a shop elsewhere. */
export interface FxSettingsNow {
  readonly settings: FxSettings;
  readonly settings_version: number;
}

/**
 * `PATCH /fx/settings` (A7). There is no preview endpoint: whoever asks compares with the present settings by this very function.
 * Keys that are equal to now are no targets.
 */
export function planFxSettings(now: FxSettingsNow, body: BodyReader): ActionPlan {
  const updates = readUpdates(body);
  const changed = updates.filter(([key, value]) => !isEqual(now.settings[key], value));
  const settings: FxSettings = { ...now.settings, ...Object.fromEntries(changed) };
  const targets = changed.map(
    ([key, value]): Target => ({
      id: key,
      cells: [],
      example: { id: key, label: key, before: String(now.settings[key]), after: String(value), delta_pct: null },
      deltaPct: null,
    }),
  );
  return {
    ...PLAIN_PLAN,
    scope: { kind: 'settings' },
    parameters: {
      kind: 'fx/settings',
      settings_version: now.settings_version,
      ...Object.fromEntries(changed.flatMap(([key, value]) => [[`before.${key}`, now.settings[key]], [`after.${key}`, value]])),
    },
    targets,
    snapshot: { settings_version: now.settings_version },
    examplesMax: Object.keys(READ_SETTING).length,
    summary: `${targets.length} settings`,
    doneSummary: `${targets.length} settings changed`,
    actionName: 'settings',
    writes: () => [{ table: 'fx', id: 0, set: { settings, settings_version: now.settings_version + 1 } }],
  };
}

function readUpdates(body: BodyReader): (readonly [SettingKey, SettingValue])[] {
  const part = body.part('updates');
  const keys = Object.keys(part);
  const known = Object.keys(READ_SETTING).join(', ');
  if (keys.length === 0) throw refusedField('VALIDATION', 'updates', 'required', `at least one of ${known}`);
  const reader = readerOf(part);
  return keys.map((key) => {
    if (!isSettingKey(key)) throw refusedField('VALIDATION', `updates.${key}`, 'unknown', known);
    return [key, READ_SETTING[key](reader)] as const;
  });
}

function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(READ_SETTING, key);
}

const DECIMAL_KEYS = /^-?\d+(\.\d+)?$/;

function isEqual(a: SettingValue, b: SettingValue): boolean {
  if (typeof a === 'string' && typeof b === 'string' && DECIMAL_KEYS.test(a) && DECIMAL_KEYS.test(b)) return new Decimal(a).eq(b);
  return a === b;
}

