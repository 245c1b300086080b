import type { FxStatusData } from '@ownerbot/shop';
import type { ToolResponse } from '@ownerbot/tools';
import type { InventoryStatusOutput } from '../../tools/inventory-status/inventory-status.fields';
import type { KpiCompareOutput } from '../../tools/kpi-compare/kpi-compare.fields';
import type { OrdersHealthOutput } from '../../tools/orders-health/orders-health.fields';
import type { OrdersSearchOutput } from '../../tools/orders-search/orders-search.fields';
import type { RevenueTrendOutput } from '../../tools/revenue-trend/revenue-trend.fields';
import type { SysLastErrorsOutput } from '../../tools/sys-last-errors/sys-last-errors.tool';
import type { TeamQueueSummaryOutput } from '../../tools/team-queue-summary/team-queue-summary.fields';
import type { TopProductsOutput } from '../../tools/top-products/top-products.fields';
import { slopePerDay } from './slope';

/** What one line of a brief says; figures as the tools gave them, nobody's data. */
export type BriefFact =
  | { readonly kind: 'trend'; readonly currency: string; readonly revenue: string; readonly slope: string | null }
  | { readonly kind: 'compare'; readonly currency: string; readonly revenue: string; readonly revenuePct: string | null; readonly orders: number; readonly ordersPct: string | null; readonly before: { readonly from: string; readonly to: string } }
  | { readonly kind: 'top'; readonly by: 'product' | 'category'; readonly names: readonly { readonly title: string; readonly share: string | null }[] }
  | { readonly kind: 'stock'; readonly active: number; readonly outOfStock: number; readonly lowStock: number; readonly withoutPrice: number; readonly withoutPhoto: number }
  | { readonly kind: 'rate'; readonly pair: string; readonly rate: string; readonly delta: string | null; readonly isDue: boolean }
  | { readonly kind: 'orders'; readonly total: number; readonly attention: number; readonly late: number; readonly stuck: number }
  | { readonly kind: 'queue'; readonly unanswered: number; readonly overDay: number; readonly oldestMinutes: number | null }
  | { readonly kind: 'payments'; readonly total: number; readonly amount: string }
  | { readonly kind: 'errors'; readonly total: number; readonly hours: number };

const MOST_NAMES = 3;

/** The runner has checked the data against the tool's output schema. */
const TELLERS: Readonly<Record<string, (response: ToolResponse) => BriefFact>> = {
  revenue_trend: ({ data, provenance }) => {
    const { series, totals, currency } = data as RevenueTrendOutput;
    // A day that still goes on would bend the line down.
    const complete = series.filter(({ day }) => day !== provenance?.completeness.in_progress_day);
    return { kind: 'trend', currency, revenue: totals.revenue_net, slope: slopePerDay(complete.map(({ day, revenue_net: value }) => ({ day, value }))) };
  },
  kpi_compare: ({ data }) => {
    const { currency, totals_a: totals, delta, window_b: before } = data as KpiCompareOutput;
    return {
      kind: 'compare', currency, revenue: totals.revenue_net_sum, revenuePct: delta.revenue_net.delta_pct, orders: totals.orders_paid_sum, ordersPct: delta.orders_paid.delta_pct,
      before: { from: before.start, to: before.end },
    };
  },
  top_products: ({ data }) => {
    const { rows, group_by: by } = data as TopProductsOutput;
    return { kind: 'top', by: by === 'category' ? 'category' : 'product', names: rows.slice(0, MOST_NAMES).map(({ title, share_pct: share }) => ({ title, share })) };
  },
  inventory_status: ({ data }) => {
    const { counts } = data as InventoryStatusOutput;
    return { kind: 'stock', active: counts.active, outOfStock: counts.out_of_stock, lowStock: counts.low_stock, withoutPrice: counts.missing_price, withoutPhoto: counts.missing_photo };
  },
  sis_fx_status: ({ data }) => {
    const { base_currency: base, shop_currency: own, rate, delta_percent: delta, would_apply: isDue } = data as FxStatusData;
    return { kind: 'rate', pair: `${base}/${own}`, rate, delta, isDue };
  },
  orders_health: ({ data }) => {
    const { total, counts: { by_preset: presets } } = data as OrdersHealthOutput;
    return { kind: 'orders', total, attention: presets['attention'] ?? 0, late: presets['late_ship'] ?? 0, stuck: presets['stuck'] ?? 0 };
  },
  team_queue_summary: ({ data }) => {
    const { unanswered_total: unanswered, unanswered_24h: overDay, oldest_waiting_minutes: oldestMinutes } = data as TeamQueueSummaryOutput;
    return { kind: 'queue', unanswered, overDay, oldestMinutes };
  },
  orders_search: ({ data }) => {
    const { total, total_amount: amount } = data as OrdersSearchOutput;
    return { kind: 'payments', total, amount };
  },
  sys_last_errors: ({ data }) => {
    const { total, window_hours: hours } = data as SysLastErrorsOutput;
    return { kind: 'errors', total, hours };
  },
};

/** Tools whose answers a brief has words for. */
export const BRIEF_TOOLS: readonly string[] = Object.keys(TELLERS);

/** What an answer comes to in a line. @throws TypeError for a tool that no playbook may name. */
export function factOf(response: ToolResponse): BriefFact {
  const tell = TELLERS[response.tool];
  if (tell === undefined) throw new TypeError(`a brief has no words for ${response.tool}`);
  return tell(response);
}
