import type { ReportBlock, ReportSection, TableRow } from '@ownerbot/reports';
import { daysOf } from '@ownerbot/shop';
import type { KpiSnapshotData } from '../../tools/kpi-snapshot/kpi-snapshot.fields';
import type { WeekMetric } from '../../tools/dashboards/dashboard-fields';
import type { ReportView } from '../report-view';
import { exactChange } from '../words/changes';
import { bestAndWorst, openDayOf } from '../words/figure-lines';
import { weekRowsOf, weekValue } from '../words/weekly-lines';
import { comparisonChart, missingPart, trendChart } from './charts';
import { column, NAME, RIGHT } from './tables';

const METRICS: readonly WeekMetric[] = ['revenue_net', 'revenue_gross', 'orders_paid', 'orders_created', 'aov', 'items_sold', 'refunds_count', 'refunds_amount'];
const NOTHING = '—';

/** Yesterday and today so far, figure by figure. */
export function dayFigures(view: ReportView): ReportSection {
  const { texts, formats } = view.context;
  const [yesterday, today] = [view.figures('yesterday'), view.figures('today')];
  const asOf = view.part('today')?.as_of;
  const value = (day: KpiSnapshotData | null, code: 'yesterday' | 'today', metric: WeekMetric): string => (day === null || view.isUnknown(code) ? NOTHING : weekValue(metric, textOf(day[metric]), view));
  const missing = (['yesterday', 'today'] as const).flatMap((code) => (view.figures(code) === null || view.isUnknown(code) ? (missingPart(code, view) ?? []) : []));
  const table: ReportBlock = {
    kind: 'table',
    columns: [
      column(view, 'metric', 0.4),
      { title: texts.text('dash.doc.column.yesterday', { day: yesterday === null ? NOTHING : formats.dayOfWeek(yesterday.period.from) }), share: 0.3, align: 'right' },
      { title: texts.text('dash.doc.column.today', { time: asOf === null || asOf === undefined ? NOTHING : formats.time(asOf) }), share: 0.3, align: 'right' },
    ],
    rows: METRICS.map((metric) => ({ cells: [metricName(metric, view), value(yesterday, 'yesterday', metric), value(today, 'today', metric)] })),
  };
  return { title: texts.text('dash.doc.figures'), blocks: [...(missing.length === 2 ? [] : [table]), ...missing.filter(({ why }, at) => missing.findIndex((other) => other.why === why) === at)] };
}

/** Two weeks as a chart and with both of their changes. */
export function comparedWeeks(view: ReportView): ReportSection {
  const { context } = view;
  const { texts, formats } = context;
  const chart = comparisonChart(view);
  const weeks = view.figures('compare');
  const title = texts.text('dash.doc.compare');
  if (chart.block.kind === 'missing' || weeks === null) return { title, blocks: [chart.block.kind === 'missing' ? chart.block : { kind: 'chart', block: chart.block }] };
  const { totals_a: a, totals_b: b, delta, currency } = weeks;
  const money = (metric: WeekMetric, later: string | null, earlier: string | null, change: { readonly delta_abs: string | null; readonly delta_pct: string | null }): TableRow => ({
    cells: [metricName(metric, view), formats.money(later, currency), formats.money(earlier, currency), formats.moneyChange(change.delta_abs, currency), exactChange(change.delta_pct, context)],
  });
  const count = (metric: WeekMetric, later: number, earlier: number, change: { readonly delta_abs: number | null; readonly delta_pct: string | null }): TableRow => ({
    cells: [metricName(metric, view), formats.integer(later), formats.integer(earlier), signed(change.delta_abs, view), exactChange(change.delta_pct, context)],
  });
  return {
    title,
    aside: chart.title,
    blocks: [
      { kind: 'chart', block: chart.block },
      {
        kind: 'table',
        columns: [
          column(view, 'metric', 0.28),
          { title: chart.block.windows.later, share: 0.18, align: 'right' },
          { title: chart.block.windows.earlier, share: 0.18, align: 'right' },
          column(view, 'change', 0.18, RIGHT),
          column(view, 'percent', 0.18, RIGHT),
        ],
        rows: [
          money('revenue_net', a.revenue_net_sum, b.revenue_net_sum, delta.revenue_net),
          money('revenue_gross', a.revenue_gross_sum, b.revenue_gross_sum, delta.revenue_gross),
          count('orders_paid', a.orders_paid_sum, b.orders_paid_sum, delta.orders_paid),
          count('orders_created', a.orders_created_sum, b.orders_created_sum, delta.orders_created),
          money('aov', weeks.aov_a, weeks.aov_b, weeks.aov_delta),
        ],
      },
    ],
  };
}

/** A week beside the one before it. */
export function weekTable(view: ReportView): ReportSection {
  const { context, data: { week, currency } } = view;
  const { texts, formats } = context;
  const title = texts.text('dash.doc.figures');
  const rows = weekRowsOf(view);
  const missing = view.isUnknown('figures') || rows.length === 0 ? missingPart('figures', view) : null;
  if (week === undefined || missing !== null) return { title, blocks: missing === null ? [] : [missing] };
  const isMoney = (metric: WeekMetric): boolean => ['revenue_net', 'revenue_gross', 'aov', 'refunds_amount'].includes(metric);
  return {
    title,
    blocks: [
      {
        kind: 'table',
        columns: [
          column(view, 'metric', 0.28),
          { title: formats.range(week.days.from, week.days.to), share: 0.18, align: 'right' },
          { title: formats.range(week.before.from, week.before.to), share: 0.18, align: 'right' },
          column(view, 'change', 0.18, RIGHT),
          column(view, 'percent', 0.18, RIGHT),
        ],
        rows: rows.map(({ metric, week: now, before, delta_abs: by, delta_pct: percent }) => ({
          cells: [metricName(metric, view), weekValue(metric, now, view), weekValue(metric, before, view), isMoney(metric) ? formats.moneyChange(by, currency) : signed(by === null ? null : Number(by), view), exactChange(percent, context)],
        })),
      },
    ],
  };
}

/** The curve, and where the days are told one by one a row for each; days without data say so. */
export function dayByDay(view: ReportView, days: { readonly from: string; readonly to: string } | null): readonly ReportBlock[] {
  const { context } = view;
  const { texts, formats } = context;
  const trend = view.figures('trend');
  if (trend === null || view.isEmpty('trend') || days === null) return [];
  const open = openDayOf(trend, view.part('trend')?.window?.to, context);
  const inside = trend.series.filter(({ day }) => day >= days.from && day <= days.to);
  const { best, worst } = bestAndWorst({ series: inside }, open);
  const markOf = (day: string): string => (day === open ? 'open' : day === best?.day ? 'best' : day === worst?.day ? 'worst' : 'none');
  return [
    {
      kind: 'table',
      columns: [column(view, 'day', 0.2), column(view, 'net', 0.2, RIGHT), column(view, 'paid', 0.13, RIGHT), column(view, 'created', 0.13, RIGHT), column(view, 'aov', 0.17, RIGHT), column(view, 'mark', 0.17)],
      rows: daysOf(days.from, days.to).map((day) => {
        const point = inside.find((one) => one.day === day);
        if (point === undefined) return { cells: [formats.dayOfWeek(day), NOTHING, NOTHING, NOTHING, NOTHING, texts.text('dash.doc.mark', { mark: 'missing' })] };
        return { cells: [formats.dayOfWeek(day), formats.money(point.revenue_net, trend.currency), formats.integer(point.orders_paid), formats.integer(point.orders_created), formats.money(point.aov, trend.currency), texts.text('dash.doc.mark', { mark: markOf(day) })] };
      }),
    },
  ];
}

export function trendSection(view: ReportView): ReportSection {
  const chart = trendChart(view);
  const block: ReportBlock = chart.block.kind === 'missing' ? chart.block : { kind: 'chart', block: chart.block };
  return { title: view.context.texts.text('dash.doc.trend'), ...(chart.block.kind === 'missing' ? {} : { aside: chart.title }), blocks: [block] };
}

/** Rank, title, pieces, revenue and share, then all others and the total. */
export function bestSellers(view: ReportView): ReportSection {
  const { texts, formats } = view.context;
  const title = texts.text('dash.doc.best');
  const [best, missing] = [view.figures('best'), missingPart('best', view)];
  if (best === null || missing !== null || best.rows.length === 0) return { title, blocks: [missing ?? { kind: 'missing', why: texts.text('dash.empty_why') }] };
  const { rows, totals, currency } = best;
  const others = totals.groups - rows.length;
  const rest = rows.reduce((left, { qty, revenue }) => ({ qty: left.qty - qty, cents: left.cents - cents(revenue) }), { qty: totals.total_qty, cents: cents(totals.total_revenue) });
  return {
    title,
    blocks: [
      {
        kind: 'table',
        columns: [column(view, 'rank', 0.06, RIGHT), column(view, 'product', 0.5, NAME), column(view, 'pieces', 0.12, RIGHT), column(view, 'revenue', 0.2, RIGHT), column(view, 'share', 0.12, RIGHT)],
        rows: [
          ...rows.map(({ rank, title: name, qty, revenue, share_pct: share }) => ({ cells: [formats.integer(rank), name, formats.integer(qty), formats.money(revenue, currency), formats.percent(share)] })),
          ...(others > 0 ? [{ cells: ['', texts.text('dash.doc.rest', { count: formats.integer(others) }), formats.integer(rest.qty), formats.money(moneyOf(rest.cents), currency), ''] }] : []),
          { cells: ['', texts.text('dash.doc.total'), formats.integer(totals.total_qty), formats.money(totals.total_revenue, currency), ''], isTotal: true },
        ],
      },
    ],
  };
}

const metricName = (metric: WeekMetric, { context: { texts } }: ReportView): string => texts.text('dash.metric', { metric });
const textOf = (value: string | number | null): string | null => (value === null ? null : String(value));

function signed(value: number | null, { context: { formats } }: ReportView): string {
  if (value === null) return NOTHING;
  return value < 0 ? `−${formats.integer(-value)}` : value > 0 ? `+${formats.integer(value)}` : formats.integer(0);
}

/** Money has two places, so its cents are whole: no fraction is lost. */
const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
function moneyOf(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
