import type { ShopToolContext, ToolAnswer } from '@ownerbot/tools';
import { byForecast, forecastItem } from '../forecasting/forecast-item';
import { historyWindow, readHistory, shownOf } from '../forecasting/read-history';
import { shopRead } from '../read-tool';
import { DemandForecastOutput, DemandForecastPayload } from './demand-forecast.fields';

/** How many pieces of each product will be sold, by what was sold. */
export const demandForecast = shopRead<DemandForecastPayload, DemandForecastOutput>({
  name: 'demand_forecast',
  version: '1.1',
  group: 'stock',
  payload: DemandForecastPayload,
  output: DemandForecastOutput,
  auditFields: ['horizon_days', 'history_days', 'method', 'window_days', 'alpha', 'limit'],
  capabilities: ['sales_history'],
  window: historyWindow,
  list: ({ items }) => items,
  handle,
});

async function handle(payload: DemandForecastPayload, context: ShopToolContext): Promise<ToolAnswer<DemandForecastOutput>> {
  const { horizon_days, history_days, method, window_days, alpha, limit } = payload;
  const { range, series, provenance, warnings } = await readHistory(payload, context);
  const all = series.map((one) => forecastItem(one, payload, horizon_days).item).sort(byForecast);
  const items = all.slice(0, limit);
  return {
    data: { horizon_days, history_days, method, window_days, alpha, history: range, items },
    provenance: shownOf(provenance, { total: all.length, shown: items.length }),
    warnings,
  };
}
