import { NEVER_PLANNED, type GroundKind } from '@ownerbot/planner';

/** What the rules of payload classes cannot say of their fields, by the field's name. */

/** What a value is, where its form does not tell. */
export const FIELD_GROUNDS: Readonly<Record<string, GroundKind | null>> = {
  q: 'name',
  include_categories: 'name',
  event_type: 'code',
  rate_set_id: 'code',
  campaign_id: 'id',
  discount_percent: 'percent',
  percent_off: 'percent',
  bump_percent: 'percent',
  markup_percent: 'percent',
  anomaly_threshold_pct: 'percent',
  min_rate_delta_percent: 'percent',
  delta_pp: 'percent',
  alpha: 'number',
};

/** The sign decides between raising and lowering. */
export const SIGNED: ReadonlySet<string> = new Set(['bump_percent', 'bump_additive', 'markup_percent', 'markup_additive', 'value']);

/** Belongs to the owner's buttons and to pages: a plan never holds it. */
export const LEFT_OUT: ReadonlySet<string> = new Set([...NEVER_PLANNED, 'recipients', 'on_existing', 'active', 'is_active_from', 'status_from']);

export const FIELD_PURPOSES: Readonly<Record<string, string>> = {
  period: 'whole days',
  from: 'with preset custom',
  to: 'with preset custom',
  day: 'one day instead of a period',
  days: 'so many days that end today',
  end_day: 'last of the days',
  q: 'phone, or part of an order or customer id',
  since_hours: 'unpaid or stuck for at least so many hours',
  threshold_hours: 'waiting for at least so many hours',
  window_hours: 'so many hours back',
  limit: 'how many rows',
  low_stock_lte: 'stock counts as low up to this number',
  stock_lte: 'products with so many pieces or fewer',
  horizon_days: 'days ahead',
  lead_time_days: 'days until the supplier delivers',
  safety_stock_days: 'days of reserve',
  message: 'the exact words of the owner',
  reason: 'the exact words of the owner',
  flagged: 'false takes the flag away',
  silent: 'without a sound',
  bump_percent: 'below 0 lowers',
  bump_additive: 'in the currency of the shop, added to each price',
  value: 'a price, a percentage or an amount, by mode',
  no_expiry: 'true: without end',
  code: 'of the coupon, in Latin letters',
};
