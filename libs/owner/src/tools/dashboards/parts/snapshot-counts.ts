import type { SnapshotCounts } from '../dashboard-fields';
import type { Figures } from './figures';

/** The seven totals that every report has, from whichever of its parts counts them. */
export function snapshotCounts(figures: Figures): SnapshotCounts {
  const presets = figures('orders')?.counts.by_preset;
  const stock = figures('stock')?.counts;
  return {
    unanswered_chats: figures('chats')?.total ?? figures('queue')?.unanswered_total ?? null,
    stuck_orders: figures('stuck')?.total ?? presetCount(presets, 'stuck'),
    payment_issues: figures('payment_issues')?.total ?? presetCount(presets, 'payment_issues'),
    late_ship: figures('late_ship')?.total ?? presetCount(presets, 'late_ship'),
    errors: figures('errors')?.total ?? null,
    inventory_out_of_stock: stock?.out_of_stock ?? null,
    inventory_low_stock: stock?.low_stock ?? null,
  };
}

/** A preset that no order is in need not be among the counts. */
function presetCount(counts: Readonly<Record<string, number>> | undefined, preset: string): number | null {
  return counts === undefined ? null : (counts[preset] ?? 0);
}
