import { IsText } from '../answers/fields';
import { KpiTotals, type WindowQuery } from './shared-types';

/** `GET /kpi/summary` (8.1): 1..366 days, none later than today in `tz`. */
export type KpiSummaryQuery = WindowQuery;

export class KpiSummaryData extends KpiTotals {
  @IsText() readonly currency: string;
}
