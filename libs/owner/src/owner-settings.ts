/**
 * The owner's settings that templates name as `@owner.<field>`, with what holds while the owner has set nothing else. The limits of
 * the alerts of operations are the only ones: a list of what runs out means the same number as the alert about it.
 */
export const OWNER_DEFAULTS: Readonly<Record<string, unknown>> = {
  ops_alerts_cooldown_hours: 6,
  ops_unanswered_threshold_hours: 2,
  ops_unanswered_min_count: 1,
  ops_stuck_min_count: 1,
  ops_payment_min_count: 1,
  ops_errors_window_hours: 24,
  ops_errors_min_count: 1,
  ops_low_stock_lte: 5,
  ops_low_stock_min_count: 3,
  ops_out_of_stock_min_count: 1,
};

/** What the owner has set, else the default. */
export function ownerSetting(field: string, stored: Readonly<Record<string, unknown>> = {}): unknown {
  return Object.hasOwn(stored, field) ? stored[field] : OWNER_DEFAULTS[field];
}
