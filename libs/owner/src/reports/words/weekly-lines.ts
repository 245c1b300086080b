import type { WeekMetric, WeekRow } from '../../tools/dashboards/dashboard-fields';
import type { ReportView } from '../report-view';
import { shortChange } from './changes';

/** Lines of the weekly report. Plain text. */

const MONEY: readonly WeekMetric[] = ['revenue_net', 'revenue_gross', 'aov', 'refunds_amount'];

export const weekRowsOf = ({ data }: ReportView): readonly WeekRow[] => data.week?.rows ?? [];

export function weekValue(metric: WeekMetric, value: string | null, { data, context: { formats } }: ReportView): string {
  if (MONEY.includes(metric)) return formats.money(value, data.currency);
  return formats.integer(value === null ? null : Number(value));
}

export function weekSentence(view: ReportView): string[] {
  const { context } = view;
  const [net, paid] = (['revenue_net', 'orders_paid'] as const).map((metric) => weekRowsOf(view).find((row) => row.metric === metric));
  if (net === undefined || paid === undefined) return [];
  if (view.isUnknown('figures')) return [context.texts.text('report.unknown')];
  return [
    context.texts.text('dash.week.sentence', {
      net: weekValue('revenue_net', net.week, view), net_change: shortChange(net.delta_pct, context), paid: weekValue('orders_paid', paid.week, view), paid_change: shortChange(paid.delta_pct, context),
    }),
    ...sellerLine(view),
  ];
}

/** A title of 300 letters is no sentence any more. */
const LONGEST_TITLE = 80;

export function shortTitle(title: string): string {
  const chars = [...title.replace(/\s+/g, ' ').trim()];
  return chars.length <= LONGEST_TITLE ? chars.join('') : `${chars.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

function sellerLine({ figures, context: { texts, formats } }: ReportView): string[] {
  const best = figures('best');
  const first = best?.rows[0];
  return best === null || first === undefined ? [] : [texts.text('dash.week.seller', { title: shortTitle(first.title), revenue: formats.money(first.revenue, best.currency) })];
}

/** The figures that the sentence has not told. */
export function weekFigureLines(view: ReportView): string[] {
  const { texts } = view.context;
  if (view.isUnknown('figures')) return [];
  return weekRowsOf(view).filter(({ metric }) => metric !== 'revenue_net' && metric !== 'orders_paid').map(({ metric, week, before, delta_pct: percent }) => {
    const words = { metric: texts.text('dash.metric', { metric }), week: weekValue(metric, week, view) };
    return before === null ? texts.text('dash.week.row_alone', words) : texts.text('dash.week.row', { ...words, before: weekValue(metric, before, view), change: shortChange(percent, view.context) });
  });
}

const NAMED_SELLERS = 3;

export function sellersLine({ figures, context: { texts, formats } }: ReportView): string[] {
  const best = figures('best');
  if (best === null || best.rows.length === 0) return [];
  const sellers = best.rows.slice(0, NAMED_SELLERS).map(({ title, revenue }) => texts.text('dash.week.seller_short', { title: shortTitle(title), revenue: formats.money(revenue, best.currency) }));
  return [texts.text('dash.week.sellers', { sellers: sellers.join(', ') })];
}
