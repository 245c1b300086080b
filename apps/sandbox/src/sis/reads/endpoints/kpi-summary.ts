import { MAX_WINDOW_DAYS, totalsOf, type KpiSummaryData } from '@ownerbot/shop';
import { dailyFigures } from '../figures';
import type { ReadEndpoint } from '../read-endpoint';
import { ordersAt } from '../shop-at';
import { completenessOf } from '../windows';

export const kpiSummary: ReadEndpoint = {
  capability: 'kpi',
  read({ sim, now, reader, currency, filtersHash }) {
    const window = reader.window(now, { min: 1, max: MAX_WINDOW_DAYS });
    const orders = ordersAt(sim.store.state().rows, { now, tz: window.tz });
    const data: KpiSummaryData = { currency, ...totalsOf(dailyFigures(sim, orders, window, now)) };
    return {
      data,
      sources: ['sis:orders'],
      filtersHash,
      asOf: now,
      window: { from: window.from, to: window.to, timezone: window.tz, granularity: 'total' },
      completeness: completenessOf(sim, window, now),
    };
  },
};
