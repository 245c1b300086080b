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

/** `GET /capabilities` (7.2): what the shop offers, and how far back and how wide a question may be. */
export interface CapabilitiesData {
  readonly api_version: string;
  readonly shop_id: number;
  readonly currency: string;
  readonly timezone: string;
  /** The oldest local day with data. */
  readonly history_from: Day;
  readonly flags: { readonly idempotent_applies: boolean; readonly enquiry: boolean; readonly preview_binding: boolean };
  readonly endpoints: Readonly<Record<string, boolean>>;
  readonly limits: {
    readonly max_ids: number;
    readonly max_window_days: number;
    readonly mass_change_limit: number;
    readonly anomaly_threshold_pct: Pct;
  };
}
