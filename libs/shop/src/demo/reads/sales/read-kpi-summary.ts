import type { ShopAnswer } from '../../../envelope';
import { checkWindow } from '../../../check-window';
import type { KpiSummaryData, KpiSummaryQuery } from '../../../methods/kpi-summary';
import { kpiSummaryAnswer } from '../../../rules/reads/sales/kpi-answers';
import { dailyFigures } from './daily-figures';
import type { DemoRead } from '../demo-read';

export async function readKpiSummary(read: DemoRead, query: KpiSummaryQuery): Promise<ShopAnswer<KpiSummaryData>> {
  checkWindow(query, read.now);
  return kpiSummaryAnswer(read, query, await dailyFigures(read, query));
}
