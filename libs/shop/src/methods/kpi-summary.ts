import type { KpiTotals, WindowQuery } from './shared-types';

/** `GET /kpi/summary` (8.1): 1..366 days, none later than today in `tz`. */
export type KpiSummaryQuery = WindowQuery;

export interface KpiSummaryData extends KpiTotals {
  readonly currency: string;
}
