import type { OpsLimits, SnapshotCounts } from '../../tools/dashboards/dashboard-fields';
import type { ReportView } from '../report-view';

/** One of the seven totals against its limit. */
export interface Signal {
  readonly signal: keyof SnapshotCounts;
  readonly total: number | null;
  readonly limit: number;
  /** `off`: its limit is 0; `unknown`: the part that counts it did not answer. */
  readonly state: 'normal' | 'over' | 'off' | 'unknown';
}

/** Late shipping has no limit of its own: one is too many. */
const LATE_SHIP_LIMIT = 1;

const LIMITS: Readonly<Record<keyof SnapshotCounts, (limits: OpsLimits) => number>> = {
  unanswered_chats: (limits) => limits.unanswered_min_count,
  stuck_orders: (limits) => limits.stuck_min_count,
  payment_issues: (limits) => limits.payment_min_count,
  late_ship: () => LATE_SHIP_LIMIT,
  errors: (limits) => limits.errors_min_count,
  inventory_out_of_stock: (limits) => limits.out_of_stock_min_count,
  inventory_low_stock: (limits) => limits.low_stock_min_count,
};
const SIGNALS = Object.keys(LIMITS) as (keyof SnapshotCounts)[];

export function signalsOf({ data: { snapshot_counts: counts, limits } }: ReportView): readonly Signal[] {
  if (limits === undefined) return [];
  return SIGNALS.map((signal) => {
    const [total, limit] = [counts[signal], LIMITS[signal](limits)];
    const state = limit === 0 ? 'off' : total === null ? 'unknown' : total >= limit ? 'over' : 'normal';
    return { signal, total, limit, state };
  });
}

/** Those over their limits first, each in a line; the others by name. Plain text. */
export function signalLines(view: ReportView): string[] {
  const { texts, formats } = view.context;
  const signals = signalsOf(view);
  const nameOf = ({ signal }: Signal): string => texts.text('dash.signal.name', { signal });
  const over = signals.filter(({ state }) => state === 'over').map((one) => texts.text('dash.signal.over', { name: nameOf(one), total: formats.integer(one.total), limit: formats.integer(one.limit) }));
  const calm = signals.filter(({ state }) => state === 'normal').map((one) => texts.text('dash.signal.named', { name: nameOf(one), total: formats.integer(one.total) }));
  const named = (state: Signal['state']): string[] => signals.filter((one) => one.state === state).map(nameOf);
  const [off, unknown] = [named('off'), named('unknown')];
  return [
    ...over,
    ...(over.length === 0 && unknown.length === 0 ? [texts.text('dash.signal.all_calm')] : calm.length === 0 ? [] : [texts.text('dash.signal.calm', { names: calm.join(', ') })]),
    ...(unknown.length === 0 ? [] : [texts.text('dash.signal.unknown', { names: unknown.join(', ') })]),
    ...(off.length === 0 ? [] : [texts.text('dash.signal.off', { names: off.join(', ') })]),
  ];
}
