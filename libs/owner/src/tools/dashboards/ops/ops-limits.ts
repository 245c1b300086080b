import { ownerSetting } from '../../../owner-settings';
import type { OpsLimits, OpsRules } from '../dashboard-fields';

const NAMES = [
  'unanswered_threshold_hours', 'unanswered_min_count', 'stuck_min_count', 'payment_min_count', 'errors_window_hours', 'errors_min_count', 'low_stock_lte', 'low_stock_min_count', 'out_of_stock_min_count',
] as const satisfies readonly (keyof OpsLimits)[];

/** The limits of a report: those that were asked for, else the owner's of the ops alert, else their defaults. */
export function opsLimits(rules: OpsRules | undefined, stored: Readonly<Record<string, unknown>>): OpsLimits {
  const limit = (name: keyof OpsLimits): number => rules?.[name] ?? numberOf(ownerSetting(`ops_${name}`, stored)) ?? numberOf(ownerSetting(`ops_${name}`)) ?? 0;
  return Object.fromEntries(NAMES.map((name) => [name, limit(name)])) as Record<keyof OpsLimits, number>;
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null);
