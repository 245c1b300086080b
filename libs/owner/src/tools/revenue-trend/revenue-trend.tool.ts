import type { RevenueTrendData, ShopAnswer } from '@ownerbot/shop';
import {
  provenanceOf,
  resolveDays,
  resolvePeriod,
  shopWarnings,
  warn,
  type AskedWindow,
  type LocalNow,
  type ShopToolContext,
  type ShopToolDefinition,
  type ToolAnswer,
  type ToolWarning,
} from '@ownerbot/tools';
import { askedWindow } from '../figures/asked-window';
import { compareWithPrevious } from '../figures/compare-with-previous';
import { noDataWarnings } from '../figures/no-data';
import { RevenueTrendOutput, RevenueTrendPayload } from './revenue-trend.fields';

const DEFAULT_DAYS = 7;
const SHORT_SERIES = { fromDays: 7, needs: 3 };

/** Revenue and orders by day or week, with the change against as many days before. */
export const revenueTrend: ShopToolDefinition<RevenueTrendPayload, RevenueTrendOutput> = {
  name: 'revenue_trend',
  version: '1.1',
  kind: 'read',
  group: 'reports',
  payload: RevenueTrendPayload,
  output: RevenueTrendOutput,
  defaultPayload: {},
  timeClass: 'read',
  llm: 'offer',
  roles: ['owner'],
  presentations: ['text', 'chart_png', 'json_file'],
  auditFields: ['period.preset', 'period.from', 'period.to', 'days', 'end_day', 'granularity'],
  needsShop: true,
  capabilities: ['revenue_trend'],
  window,
  handle,
};

function window({ period, days, end_day, granularity }: RevenueTrendPayload, at: LocalNow): AskedWindow {
  const resolved = period === undefined ? resolveDays({ days: days ?? DEFAULT_DAYS, endDay: end_day }, at) : resolvePeriod(period, at);
  return { ...resolved, granularity };
}

async function handle({ granularity }: RevenueTrendPayload, context: ShopToolContext): Promise<ToolAnswer<RevenueTrendOutput>> {
  const asked = askedWindow(context);
  const query = { from: asked.from, to: asked.to, tz: asked.timezone, include_previous: true };
  const trend = await context.shop.revenueTrend({ ...query, granularity }, context.call);
  // A week hides its days, and the comparison may have to leave out one of them.
  const byDay = granularity === 'day' ? trend : await context.shop.revenueTrend({ ...query, granularity: 'day' }, context.call);
  const { completeness } = trend.provenance;
  const comparison = compareWithPrevious(byDay.data, asked, completeness);
  return {
    data: {
      days: asked.days,
      end_day: asked.to,
      granularity,
      currency: trend.data.currency,
      series: trend.data.series,
      totals: trend.data.totals,
      previous: previousOf(trend, asked),
      delta_vs_prev_window: {
        revenue_gross_pct: comparison.values?.revenue_gross.pct ?? null,
        revenue_net_pct: comparison.values?.revenue_net.pct ?? null,
        orders_paid_pct: comparison.values?.orders_paid.pct ?? null,
      },
      delta_basis: comparison.basis,
    },
    provenance: granularity === 'day' ? provenanceOf([trend], context.tenant) : provenanceOf([trend, byDay], context.tenant),
    warnings: [
      ...shopWarnings(trend),
      ...noDataWarnings(trend.data.totals, asked, completeness),
      ...shortSeriesWarnings(asked, completeness.missing_days.length),
      ...comparison.warnings,
    ],
  };
}

function previousOf({ data: { previous } }: ShopAnswer<RevenueTrendData>, asked: AskedWindow): RevenueTrendOutput['previous'] {
  if (previous === null || previous.missing_days.length === asked.days) return null;
  return { from: previous.from, to: previous.to, totals: previous.totals };
}

function shortSeriesWarnings({ days }: AskedWindow, missing: number): ToolWarning[] {
  const known = days - missing;
  return days >= SHORT_SERIES.fromDays && known < SHORT_SERIES.needs ? [warn('INSUFFICIENT_DATA', { days: known })] : [];
}
