import { FX_PROVIDERS, FX_SCHEDULE_MODES, type FxSettings } from '@ownerbot/shop';
import { AnyText, DecimalIn, Flag, IntegerIn, Nested, OneOf, Opaque, Optional, rule } from '@ownerbot/tools';
import { ActionPreviewOutput } from '../acting/preview-output';

/** SIS API v1, 10.2; minimums of 0 are switched off. */
export class FxSettingsUpdates implements Partial<FxSettings> {
  @Optional() @OneOf(FX_SCHEDULE_MODES) readonly reprice_schedule_mode?: FxSettings['reprice_schedule_mode'];
  @Optional() @IntegerIn(1, 168) readonly reprice_schedule_interval_hours?: number;
  @Optional() @Flag() readonly reprice_schedule_notify_on_success?: boolean;
  @Optional() @Flag() readonly reprice_schedule_notify_on_failure?: boolean;
  @Optional() @DecimalIn({ min: '0', max: '1000', places: 8 }) readonly min_rate_delta_abs?: string;
  @Optional() @DecimalIn({ min: '0', max: '100' }) readonly min_rate_delta_percent?: string;
  @Optional() @IntegerIn(0, 168) readonly min_apply_cooldown_hours?: number;
  @Optional() @OneOf(FX_PROVIDERS) readonly provider?: FxSettings['provider'];
}

export const FX_SETTING_KEYS = [
  'reprice_schedule_mode',
  'reprice_schedule_interval_hours',
  'reprice_schedule_notify_on_success',
  'reprice_schedule_notify_on_failure',
  'min_rate_delta_abs',
  'min_rate_delta_percent',
  'min_apply_cooldown_hours',
  'provider',
] as const satisfies readonly (keyof FxSettings)[];
export type FxSettingKey = (typeof FX_SETTING_KEYS)[number];

const isNotEmpty = (updates: unknown): boolean => typeof updates === 'object' && updates !== null && Object.keys(updates).length > 0;

export class SisFxSettingsUpdatePayload {
  @Nested(() => FxSettingsUpdates) @rule('required', `at least one of ${FX_SETTING_KEYS.join(', ')}`, isNotEmpty) readonly updates: FxSettingsUpdates;
}

export class SettingDiff {
  @AnyText() readonly before: string;
  @AnyText() readonly after: string;
}

export class SisFxSettingsUpdateOutput extends ActionPreviewOutput {
  /** By key, in the shop's own writing; keys that are equal to now are left out. */
  @Opaque() readonly diff: Readonly<Partial<Record<FxSettingKey, SettingDiff>>>;
}
