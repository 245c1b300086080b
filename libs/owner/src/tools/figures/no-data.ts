import type { Completeness, KpiTotals } from '@ownerbot/shop';
import { warn, type AskedWindow, type ToolWarning } from '@ownerbot/tools';

const FIGURES = ['orders_created', 'orders_paid', 'refunds_count'] as const;

/** A window in which nothing happened, or of which nothing is known, is said to be one; no other day is shown instead. */
export function noDataWarnings(totals: KpiTotals, window: AskedWindow, { missing_days: missing }: Completeness): ToolWarning[] {
  const isEmpty = missing.length === window.days || FIGURES.every((figure) => totals[figure] === 0);
  return isEmpty ? [warn('NO_DATA', { from: window.from, to: window.to })] : [];
}
