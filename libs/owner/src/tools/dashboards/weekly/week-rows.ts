import { money, percentChange, sumOf } from '@ownerbot/shop';
import type { KpiSnapshotData } from '../../kpi-snapshot/kpi-snapshot.fields';
import type { WeekMetric, WeekRow } from '../dashboard-fields';

const MONEY: readonly WeekMetric[] = ['revenue_net', 'revenue_gross', 'aov', 'refunds_amount'];
const METRICS: readonly WeekMetric[] = ['revenue_net', 'revenue_gross', 'orders_paid', 'orders_created', 'aov', 'items_sold', 'refunds_count', 'refunds_amount'];

/**
 * The week beside the one before. Where days of either are missing nothing is compared: the tool of the figures says so by having no basis.
 */
export function weekRows(figures: KpiSnapshotData | null): readonly WeekRow[] {
  if (figures === null) return [];
  const { previous = null, delta_basis: basis = null } = figures;
  return METRICS.map((metric) => {
    const week = text(figures[metric]);
    const before = previous === null ? null : text(previous[metric]);
    if (basis === null || week === null || before === null) return { metric, week, before, delta_abs: null, delta_pct: null };
    const difference = sumOf([week]).minus(before);
    return { metric, week, before, delta_abs: MONEY.includes(metric) ? money(difference) : difference.toFixed(0), delta_pct: percentChange(week, before) };
  });
}

function text(value: string | number | null): string | null {
  return value === null ? null : String(value);
}
