import type { ShopAnswer } from '../../envelope';
import { totalsOf } from '../../figures/kpi-totals';
import { filtersHash } from '../../filters-hash';
import { checkWindow } from '../../local-days';
import type { KpiSummaryData, KpiSummaryQuery } from '../../methods/kpi-summary';
import { dailyFigures } from './daily-figures';
import { answer, completenessOf, type DemoRead } from './demo-read';

export async function readKpiSummary(read: DemoRead, query: KpiSummaryQuery): Promise<ShopAnswer<KpiSummaryData>> {
  checkWindow(query, read.now);
  const { from, to, tz } = query;
  const days = await dailyFigures(read, query);
  return answer(
    read,
    { currency: read.call.currency, ...totalsOf(days) },
    {
      sources: ['demo:orders'],
      window: { from, to, timezone: tz, granularity: 'total' },
      filters_hash: filtersHash('kpiSummary', { shop_id: read.call.shopId, from, to, tz }),
      counts: null,
      completeness: completenessOf(query, read.now),
    },
  );
}
