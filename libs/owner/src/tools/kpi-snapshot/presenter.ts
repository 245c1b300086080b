import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import type { TemplateId } from '../../templates';
import { basisWords, emptyWords, inProgress } from '../window-words';
import { periodWords, requestedPeriodWords } from '../period-words';
import type { KpiSnapshotData } from './kpi-snapshot.fields';

/** The card of one period: revenue, orders, average, pieces, refunds, and the change against the period before. */
export const kpiPresenter = presenter<KpiSnapshotData>({
  progress: (run, context) => context.texts.html('report.kpi.progress', { period: asHtml(requestedPeriodWords(context, run.payload, { preset: 'today' })) }),
  body(response, context) {
    const { data } = response;
    const isEmpty = response.warnings.some(({ code }) => code === 'NO_DATA');
    return {
      headline: context.texts.html('report.kpi.title', { period: asHtml(periodWords(context, data.period)) }),
      sections: [inProgress(response, context), isEmpty ? [emptyWords(response, context)] : figures(data, context), isEmpty ? [] : change(data, context)],
      toldWarnings: ['NO_DATA', 'WINDOW_IN_PROGRESS'],
      buttons: otherPeriods(data.period.preset, context),
    };
  },
});

function figures(data: KpiSnapshotData, { texts, formats }: ReplyContext): string[] {
  const money = (value: string | null) => formats.money(value, data.currency);
  const lines = [texts.html('report.kpi.revenue', { net: money(data.revenue_net) })];
  if (data.revenue_gross !== data.revenue_net) lines.push(texts.html('report.kpi.gross', { gross: money(data.revenue_gross) }));
  lines.push(
    texts.html('report.kpi.orders', { paid: formats.integer(data.orders_paid), created: formats.integer(data.orders_created) }),
    texts.html('report.kpi.aov', { aov: money(data.aov) }),
    texts.html('report.kpi.items', { items: formats.integer(data.items_sold) }),
    data.refunds_count === 0
      ? texts.html('report.kpi.no_refunds')
      : texts.html('report.kpi.refunds', { count: formats.integer(data.refunds_count), amount: money(data.refunds_amount) }),
  );
  return lines;
}

/** Only what has a base: without one the warning says why. */
function change(data: KpiSnapshotData, context: ReplyContext): string[] {
  const { texts, formats } = context;
  const basis = data.delta_basis;
  const parts = (['revenue_net', 'orders_paid', 'aov'] as const).flatMap((metric) => {
    const percent = data.change?.[metric]?.delta_pct ?? null;
    return percent === null ? [] : [texts.html('report.kpi.change', { metric, change: formats.change(percent) })];
  });
  if (!basis || parts.length === 0) return [];
  return [texts.html('report.kpi.changes', { basis: asHtml(basisWords(basis, data.period, context)), changes: asHtml(parts.join(', ')) })];
}

const PERIOD_TEMPLATES: Record<string, TemplateId> = { today: 'RPT_KPI_TODAY', yesterday: 'RPT_KPI_YESTERDAY', '7d': 'RPT_KPI_7D', '30d': 'RPT_KPI_30D' };

function otherPeriods(preset: string, context: ReplyContext) {
  const others = Object.entries(PERIOD_TEMPLATES).flatMap(([name, id]) => (name === preset ? [] : [templateButton(context, id)]));
  return [others.slice(0, 3), [...others.slice(3), templateButton(context, 'RPT_REVENUE_TREND_30D')]];
}
