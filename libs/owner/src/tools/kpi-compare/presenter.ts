import type { ReplyContext } from '@ownerbot/conversation';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import type { KpiCompareOutput } from './kpi-compare.fields';

/** Two windows with dates, the figures in rows, the change of each. */
export const comparePresenter = presenter<KpiCompareOutput>({
  progress: (_run, { texts }) => texts.html('compare.progress'),
  body({ data, warnings }, context) {
    const { texts, formats } = context;
    const isOpen = warnings.some(({ code }) => code === 'WINDOW_IN_PROGRESS');
    return {
      headline: texts.html('compare.title', { a: formats.range(data.window_a.start, data.window_a.end), b: formats.range(data.window_b.start, data.window_b.end) }),
      sections: [isOpen ? [texts.html('report.in_progress')] : [], figures(data, context), perDay(data, context)],
      toldWarnings: ['WINDOW_IN_PROGRESS'],
      buttons: [[templateButton(context, 'RPT_COMPARE_WOW'), templateButton(context, 'RPT_COMPARE_MOM')]],
    };
  },
});

function figures(data: KpiCompareOutput, context: ReplyContext): string[] {
  const { formats } = context;
  const money = (value: string | null) => formats.money(value, data.currency);
  const { totals_a: a, totals_b: b, delta } = data;
  return [
    row(context, 'revenue_net', money(a.revenue_net_sum), money(b.revenue_net_sum), delta.revenue_net.delta_pct),
    row(context, 'revenue_gross', money(a.revenue_gross_sum), money(b.revenue_gross_sum), delta.revenue_gross.delta_pct),
    row(context, 'orders_paid', formats.integer(a.orders_paid_sum), formats.integer(b.orders_paid_sum), delta.orders_paid.delta_pct),
    row(context, 'orders_created', formats.integer(a.orders_created_sum), formats.integer(b.orders_created_sum), delta.orders_created.delta_pct),
    row(context, 'aov', money(data.aov_a), money(data.aov_b), data.aov_delta.delta_pct),
  ];
}

/** A percent with an arrow, or that there is no base for one. */
function row({ texts, formats }: ReplyContext, metric: string, a: string, b: string, percent: string | null): string {
  const direction = percent === null ? 'none' : /^-/.test(percent) ? 'down' : /^[0.]+$/.test(percent) ? 'same' : 'up';
  return texts.html('compare.row', { metric, a, b, direction, change: formats.change(percent) });
}

function perDay({ avg_per_day_a: a, avg_per_day_b: b, currency }: KpiCompareOutput, { texts, formats }: ReplyContext): string[] {
  if (!a || !b) return [];
  return [
    texts.html('compare.per_day', { a: formats.money(a.revenue_net, currency), b: formats.money(b.revenue_net, currency) }),
    texts.html('compare.per_day_orders', { a: formats.number(a.orders_paid), b: formats.number(b.orders_paid) }),
  ];
}
