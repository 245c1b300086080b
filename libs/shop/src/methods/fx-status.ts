import { IsDecimal, IsFlag, IsInstant, IsPart, IsPct, IsRate, IsText, IsWhole, MayBeNull } from '../answers/fields';
import type { Instant, Pct, Rate } from './shared-types';

export const FX_SCHEDULE_MODES = ['manual', 'daily', 'interval'] as const;
export const FX_PROVIDERS = ['privat', 'mono', 'ecb', 'nbp'] as const;
export const FX_NOOP_REASONS = ['RATE_DELTA_BELOW_MIN', 'COOLDOWN', 'NO_CHANGES'] as const;
export type FxNoopReason = (typeof FX_NOOP_REASONS)[number];

/** SIS API v1, 10.2; minimums of 0 are switched off. */
export class FxSettings {
  @IsText() readonly reprice_schedule_mode: (typeof FX_SCHEDULE_MODES)[number];
  /** 1..168. */
  @IsWhole() readonly reprice_schedule_interval_hours: number;
  @IsFlag() readonly reprice_schedule_notify_on_success: boolean;
  @IsFlag() readonly reprice_schedule_notify_on_failure: boolean;
  /** 0..1000. */
  @IsDecimal() readonly min_rate_delta_abs: string;
  /** 0..100. */
  @IsPct() readonly min_rate_delta_percent: Pct;
  /** 0..168. */
  @IsWhole() readonly min_apply_cooldown_hours: number;
  @IsText() readonly provider: (typeof FX_PROVIDERS)[number];
}

export class FxLastApply {
  @IsInstant() readonly at: Instant;
  @IsText() readonly result: 'applied' | 'noop' | 'failed';
  @IsWhole() readonly affected_count: number;
  @MayBeNull() @IsRate() readonly rate: Rate | null;
  @MayBeNull() @IsPct() readonly delta_percent: Pct | null;
  @MayBeNull() @IsText() readonly reason: string | null;
  @MayBeNull() @IsText() readonly error: string | null;
  @MayBeNull() @IsText() readonly job_id: string | null;
  /** The currencies of the rate. */
  @IsText() readonly from: string;
  @IsText() readonly to: string;
  @IsText() readonly provider: string;
}

/** `GET /actions/fx/status` (10.1): the rate, the one that the prices were made with, and what an FX apply would do now. */
export class FxStatusData {
  @IsText() readonly status: 'ok' | 'degraded';
  @IsText() readonly provider: string;
  /** Of the input prices. */
  @IsText() readonly base_currency: string;
  @IsText() readonly shop_currency: string;
  @IsRate() readonly rate: Rate;
  @IsText() readonly rate_set_id: string;
  @IsInstant() readonly rate_taken_at: Instant;
  @MayBeNull() @IsRate() readonly rate_applied: Rate | null;
  @MayBeNull() @IsDecimal() readonly delta_abs: string | null;
  @MayBeNull() @IsPct() readonly delta_percent: Pct | null;
  @IsFlag() readonly would_apply: boolean;
  @MayBeNull() @IsText() readonly noop_reason: FxNoopReason | null;
  @MayBeNull() @IsInstant() readonly next_reprice_at: Instant | null;
  @MayBeNull() @IsDecimal() readonly next_reprice_in_hours: string | null;
  @MayBeNull() @IsPart(() => FxLastApply) readonly last_apply: FxLastApply | null;
  @MayBeNull() @IsInstant() readonly last_apply_success_at: Instant | null;
  @MayBeNull() @IsInstant() readonly last_apply_attempt_at: Instant | null;
  @MayBeNull() @IsInstant() readonly last_apply_failed_at: Instant | null;
  @IsPart(() => FxSettings) readonly settings: FxSettings;
  @IsWhole() readonly settings_version: number;
}
