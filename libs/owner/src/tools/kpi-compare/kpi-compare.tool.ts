import { money, percentChange, quotient, sumOf, type KpiSummaryData, type ShopAnswer } from '@ownerbot/shop';
import { provenanceOf, shopWarnings, warn, type AskedWindow, type LocalNow, type ShopToolContext, type ToolAnswer, type ToolWarning } from '@ownerbot/tools';
import { shopRead } from '../read-tool';
import { comparedWindows, type ComparedWindows } from './compared-windows';
import { KpiCompareOutput, KpiComparePayload, type ComparedTotals, type ComparedWindow, type CountDelta, type MoneyDelta, type PerDay } from './kpi-compare.fields';

/** Two windows side by side with their differences. */
export const kpiCompare = shopRead<KpiComparePayload, KpiCompareOutput>({
  name: 'kpi_compare',
  version: '1.2',
  group: 'reports',
  payload: KpiComparePayload,
  output: KpiCompareOutput,
  timeClass: 'composite',
  presentations: ['text', 'chart_png', 'json_file'],
  auditFields: ['preset', 'days', 'a_start', 'a_end', 'b_start', 'b_end'],
  capabilities: ['kpi'],
  window: windowA,
  handle,
});

/** The answer stands for window a; window b is named in its data. */
function windowA(payload: KpiComparePayload, at: LocalNow): AskedWindow {
  const { a } = comparedWindows(payload, at);
  return { preset: 'custom', from: a.start, to: a.end, days: a.days, timezone: at.timezone, granularity: 'total' };
}

async function handle(payload: KpiComparePayload, { shop, call, tenant, now, timezone }: ShopToolContext): Promise<ToolAnswer<KpiCompareOutput>> {
  const windows = comparedWindows(payload, { now, timezone });
  const summaryOf = ({ start, end }: ComparedWindow) => shop.kpiSummary({ from: start, to: end, tz: timezone }, call);
  const a = await summaryOf(windows.a);
  const b = await summaryOf(windows.b);
  const gaps = gapWarnings(a, b);
  const hasGaps = gaps.length > 0;
  const inMoney = (one: string | null, other: string | null): MoneyDelta =>
    hasGaps || one === null || other === null ? NOTHING : { delta_abs: money(sumOf([one]).minus(other)), delta_pct: percentChange(one, other) };
  const inCounts = (one: number, other: number): CountDelta => (hasGaps ? NOTHING : { delta_abs: one - other, delta_pct: percentChange(one, other) });
  const differ = windows.a.days !== windows.b.days;
  return {
    data: {
      currency: a.data.currency,
      window_a: windows.a,
      window_b: windows.b,
      totals_a: totalsOf(a.data),
      totals_b: totalsOf(b.data),
      delta: {
        revenue_gross: inMoney(a.data.revenue_gross, b.data.revenue_gross),
        revenue_net: inMoney(a.data.revenue_net, b.data.revenue_net),
        orders_paid: inCounts(a.data.orders_paid, b.data.orders_paid),
        orders_created: inCounts(a.data.orders_created, b.data.orders_created),
      },
      aov_a: a.data.aov,
      aov_b: b.data.aov,
      aov_delta: inMoney(a.data.aov, b.data.aov),
      ...(differ ? { avg_per_day_a: perDay(a.data, windows.a.days), avg_per_day_b: perDay(b.data, windows.b.days) } : {}),
    },
    provenance: provenanceOf([a, b], tenant),
    warnings: [...shopWarnings(a, b), ...gaps, ...(hasGaps ? [] : zeroWarnings(b.data, windows)), ...remarks(a, b, windows)],
  };
}

const NOTHING = { delta_abs: null, delta_pct: null } as const;

function totalsOf(data: KpiSummaryData): ComparedTotals {
  return {
    revenue_gross_sum: data.revenue_gross,
    revenue_net_sum: data.revenue_net,
    orders_paid_sum: data.orders_paid,
    orders_created_sum: data.orders_created,
  };
}

function perDay(data: KpiSummaryData, days: number): PerDay {
  const average = (total: string | number) => quotient(total, days) ?? '0.00';
  return {
    revenue_gross: average(data.revenue_gross),
    revenue_net: average(data.revenue_net),
    orders_paid: average(data.orders_paid),
    orders_created: average(data.orders_created),
  };
}

type Summary = ShopAnswer<KpiSummaryData>;

function gapWarnings(a: Summary, b: Summary): ToolWarning[] {
  const missing = ({ provenance }: Summary) => provenance.completeness.missing_days;
  return [
    ...(missing(a).length > 0 ? [warn('WINDOW_A_MISSING_DAYS', { days: missing(a) })] : []),
    ...(missing(b).length > 0 ? [warn('WINDOW_B_MISSING_DAYS', { days: missing(b) })] : []),
  ];
}

const COMPARED = ['revenue_gross', 'revenue_net', 'orders_paid', 'orders_created'] as const;

function zeroWarnings(base: KpiSummaryData, { b }: ComparedWindows): ToolWarning[] {
  const figures = COMPARED.filter((figure) => sumOf([base[figure]]).isZero());
  return figures.length > 0 ? [warn('PREV_WINDOW_ZERO', { from: b.start, to: b.end, figures })] : [];
}

function remarks(a: Summary, b: Summary, windows: ComparedWindows): ToolWarning[] {
  const open = a.provenance.completeness.in_progress_day ?? b.provenance.completeness.in_progress_day;
  return [
    ...(open === null ? [] : [warn('WINDOW_IN_PROGRESS', { day: open })]),
    ...(windows.a.days === windows.b.days ? [] : [warn('WINDOW_LENGTHS_DIFFER', { a: windows.a.days, b: windows.b.days })]),
  ];
}
