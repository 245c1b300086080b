import type { ShopAnswer } from '../../../envelope';
import { checkWindow } from '../../../check-window';
import type { RevenueTrendData, RevenueTrendQuery } from '../../../methods/revenue-trend';
import { revenueTrendAnswer, trendWindow } from '../../../rules/reads/sales/kpi-answers';
import { dailyFigures } from './daily-figures';
import type { DemoRead } from '../demo-read';

export async function readRevenueTrend(read: DemoRead, query: RevenueTrendQuery): Promise<ShopAnswer<RevenueTrendData>> {
  checkWindow(query, read.now);
  return revenueTrendAnswer(read, query, await dailyFigures(read, trendWindow(query)));
}
