import { Decimal } from 'decimal.js';
import type { KpiSummaryData } from '../methods/kpi-summary';
import type { ProductsTopData } from '../methods/products-top';
import type { RevenueTrendData } from '../methods/revenue-trend';
import type { KpiTotals } from '../methods/shared-types';
import { sumOf } from '../money';
import type { ContractDifference } from './contract-report';

const TOTALS = ['revenue_gross', 'revenue_net', 'orders_created', 'orders_paid', 'aov', 'items_sold', 'refunds_count', 'refunds_amount'] as const satisfies readonly (keyof KpiTotals)[];
const OF_SERIES = ['revenue_gross', 'revenue_net', 'orders_created', 'orders_paid'] as const;

/** What answers for one window must have in common (SIS API v1, 13.1). Endpoints that did not answer are not compared. */
export function equalityDifferences(answers: { kpi?: KpiSummaryData; trend?: RevenueTrendData; top?: ProductsTopData }): ContractDifference[] {
  const { kpi, trend, top } = answers;
  return [
    ...(trend === undefined ? [] : OF_SERIES.flatMap((name) => unequal(`trend.series.${name}`, trend.totals[name], seriesSum(trend, name)))),
    ...(trend === undefined || kpi === undefined ? [] : TOTALS.flatMap((name) => unequal(`trend.totals.${name}`, kpi[name], trend.totals[name]))),
    ...(kpi === undefined || top === undefined ? [] : unequal('products_top.totals.total_revenue', kpi.revenue_gross, top.totals.total_revenue)),
    ...(kpi === undefined || top === undefined ? [] : unequal('products_top.totals.total_qty', kpi.items_sold, top.totals.total_qty)),
  ];
}

function seriesSum({ series }: RevenueTrendData, name: (typeof OF_SERIES)[number]): string | number {
  if (name === 'orders_created' || name === 'orders_paid') return series.reduce((sum, point) => sum + point[name], 0);
  return sumOf(series.map((point) => point[name])).toFixed();
}

function unequal(path: string, expected: string | number | null, found: string | number | null): ContractDifference[] {
  const isEqual = expected === null || found === null ? expected === found : new Decimal(expected).eq(found);
  return isEqual ? [] : [{ path, kind: 'EQUALITY', expected: String(expected), found: String(found) }];
}
