import { money, sumOf, type RevenueTrendData } from '@ownerbot/shop';
import {
  provenanceOf,
  resolveDay,
  resolvePeriod,
  shopWarnings,
  type AskedWindow,
  type LocalNow,
  type ShopToolContext,
  type ShopToolDefinition,
  type ToolAnswer,
} from '@ownerbot/tools';
import { compareWithPrevious, type ComparedFigure, type Comparison } from '../figures/compare-with-previous';
import { noDataWarnings } from '../figures/no-data';
import { askedWindow } from '../figures/asked-window';
import { KpiSnapshotData, KpiSnapshotPayload, type CountChange, type KpiChange, type MoneyChange } from './kpi-snapshot.fields';

/** The figures of one period, with the change against as many days before. */
export const kpiSnapshot: ShopToolDefinition<KpiSnapshotPayload, KpiSnapshotData> = {
  name: 'kpi_snapshot',
  version: '1.1',
  kind: 'read',
  group: 'reports',
  payload: KpiSnapshotPayload,
  output: KpiSnapshotData,
  defaultPayload: {},
  timeClass: 'read',
  llm: 'offer',
  roles: ['owner'],
  presentations: ['text', 'json_file'],
  auditFields: ['period.preset', 'period.from', 'period.to', 'day', 'with_change'],
  needsShop: true,
  capabilities: ['kpi'],
  window,
  handle,
};

function window({ period, day }: KpiSnapshotPayload, at: LocalNow): AskedWindow {
  const resolved = day === undefined ? resolvePeriod(period ?? { preset: 'today' }, at) : resolveDay(day, at);
  return { ...resolved, granularity: 'total' };
}

async function handle(payload: KpiSnapshotPayload, context: ShopToolContext): Promise<ToolAnswer<KpiSnapshotData>> {
  const { shop, call, tenant } = context;
  const asked = askedWindow(context);
  const query = { from: asked.from, to: asked.to, tz: asked.timezone };
  const summary = await shop.kpiSummary(query, call);
  const { currency, ...figures } = summary.data;
  const period = { preset: asked.preset, from: asked.from, to: asked.to, days: asked.days };
  const noData = noDataWarnings(summary.data, asked, summary.provenance.completeness);
  if (!payload.with_change) {
    const data: KpiSnapshotData = { period, currency, ...figures };
    return { data, provenance: provenanceOf([summary], tenant), warnings: [...shopWarnings(summary), ...noData] };
  }
  const trend = await shop.revenueTrend({ ...query, granularity: 'day', include_previous: true }, call);
  const comparison = compareWithPrevious(trend.data, asked, trend.provenance.completeness);
  return {
    data: { period, currency, ...figures, previous: previousOf(trend.data, asked), change: changeOf(comparison), delta_basis: comparison.basis },
    provenance: provenanceOf([summary, trend], tenant),
    warnings: [...shopWarnings(summary, trend), ...noData, ...comparison.warnings],
  };
}

/** Zeros of days that nobody knows would be a lie. */
function previousOf({ previous }: RevenueTrendData, asked: AskedWindow): KpiSnapshotData['previous'] {
  if (previous === null || previous.missing_days.length === asked.days) return null;
  return { from: previous.from, to: previous.to, ...previous.totals };
}

function changeOf({ values }: Comparison): KpiChange {
  const inMoney = (figure: ComparedFigure): MoneyChange => {
    const delta = deltaOf(values, figure);
    return { delta_abs: delta === null ? null : money(delta), delta_pct: values?.[figure].pct ?? null };
  };
  const inCounts = (figure: ComparedFigure): CountChange => ({
    delta_abs: deltaOf(values, figure)?.toNumber() ?? null,
    delta_pct: values?.[figure].pct ?? null,
  });
  return {
    revenue_gross: inMoney('revenue_gross'),
    revenue_net: inMoney('revenue_net'),
    orders_paid: inCounts('orders_paid'),
    orders_created: inCounts('orders_created'),
    aov: inMoney('aov'),
  };
}

function deltaOf(values: Comparison['values'], figure: ComparedFigure) {
  const value = values?.[figure];
  if (value === undefined || value.a === null || value.b === null) return null;
  return sumOf([value.a]).minus(value.b);
}
