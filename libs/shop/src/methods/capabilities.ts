import { IsDayText, IsFlag, IsFlags, IsPart, IsPct, IsText, IsWhole } from '../answers/fields';
import type { Day, Pct } from './shared-types';

export const READ_ENDPOINTS = ['kpi', 'revenue_trend', 'orders', 'products_top', 'inventory', 'chats', 'coupons_read', 'sales_history'] as const;
export const ACTION_ENDPOINTS = [
  'fx',
  'reprice',
  'prices_rollback',
  'prices_bump',
  'prices_adjust',
  'products_publish',
  'looks_publish',
  'discounts',
  'orders_flag',
  'coupons_write',
] as const;
export type ActionEndpoint = (typeof ACTION_ENDPOINTS)[number];

export class CapabilityFlags {
  @IsFlag() readonly idempotent_applies: boolean;
  @IsFlag() readonly enquiry: boolean;
  @IsFlag() readonly preview_binding: boolean;
}

export class CapabilityLimits {
  @IsWhole() readonly max_ids: number;
  @IsWhole() readonly max_window_days: number;
  @IsWhole() readonly mass_change_limit: number;
  @IsPct() readonly anomaly_threshold_pct: Pct;
}

/** `GET /capabilities` (7.2): what the shop offers, and how far back and how wide a question may be. */
export class CapabilitiesData {
  @IsText() readonly api_version: string;
  @IsWhole(1) readonly shop_id: number;
  @IsText() readonly currency: string;
  @IsText() readonly timezone: string;
  /** The oldest local day with data. */
  @IsDayText() readonly history_from: Day;
  @IsPart(() => CapabilityFlags) readonly flags: CapabilityFlags;
  @IsFlags() readonly endpoints: Readonly<Record<string, boolean>>;
  @IsPart(() => CapabilityLimits) readonly limits: CapabilityLimits;
}
