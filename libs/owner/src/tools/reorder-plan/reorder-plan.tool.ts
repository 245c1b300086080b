import type { ShopToolContext, ToolAnswer } from '@ownerbot/tools';
import { reorderOf, shown, type Terms } from '../forecasting/forecast';
import { byForecast, forecastItem, type Forecasted } from '../forecasting/forecast-item';
import { historyWindow, readHistory, shownOf } from '../forecasting/read-history';
import { shopRead } from '../read-tool';
import { ReorderPlanOutput, ReorderPlanPayload, type ReorderItem } from './reorder-plan.fields';

/** What to order from the supplier, and how much. */
export const reorderPlan = shopRead<ReorderPlanPayload, ReorderPlanOutput>({
  name: 'reorder_plan',
  version: '1.1',
  group: 'stock',
  payload: ReorderPlanPayload,
  output: ReorderPlanOutput,
  auditFields: ['horizon_days', 'lead_time_days', 'safety_stock_days', 'history_days', 'method', 'window_days', 'alpha', 'limit'],
  capabilities: ['sales_history'],
  window: historyWindow,
  list: ({ items }) => items,
  handle,
});

async function handle(payload: ReorderPlanPayload, context: ShopToolContext): Promise<ToolAnswer<ReorderPlanOutput>> {
  const { horizon_days, lead_time_days, safety_stock_days, history_days, method, window_days, alpha, limit } = payload;
  const { range, series, provenance, warnings } = await readHistory(payload, context);
  const all = series.map((one) => reorderItem(forecastItem(one, payload, horizon_days), payload)).sort(byUrgency);
  const items = all.slice(0, limit);
  return {
    data: {
      horizon_days,
      lead_time_days,
      safety_stock_days,
      history_days,
      method,
      window_days,
      alpha,
      history: range,
      items,
      needed_count: all.filter((item) => item.reorder_needed).length,
    },
    provenance: shownOf(provenance, { total: all.length, shown: items.length }),
    warnings,
  };
}

function reorderItem({ series, forecast, item }: Forecasted, terms: Terms): ReorderItem {
  const { point, cover, isNeeded, quantity } = reorderOf(forecast.daily, series.stock_qty, terms);
  return {
    ...item,
    reorder_point: shown(point, 1),
    recommended_order_qty: quantity,
    stock_cover_days: cover === null ? null : shown(cover, 1),
    reorder_needed: isNeeded,
  };
}

/** Needed first, then the lowest cover with "no sales" last, the highest forecast, the id. */
export function byUrgency(one: ReorderItem, other: ReorderItem): number {
  if (one.reorder_needed !== other.reorder_needed) return one.reorder_needed ? -1 : 1;
  if (one.stock_cover_days === null || other.stock_cover_days === null) {
    if (one.stock_cover_days !== other.stock_cover_days) return one.stock_cover_days === null ? 1 : -1;
    return byForecast(one, other);
  }
  return Number(one.stock_cover_days) - Number(other.stock_cover_days) || byForecast(one, other);
}
