import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import type { TemplateId } from '../../templates';
import { periodWords, requestedPeriodWords } from '../period-words';
import { inProgress } from '../window-words';
import type { RankedRow, TopProductsOutput } from './top-products.fields';

/** The ranking: title, pieces, revenue and share of each line, the total, and how many sold nothing. */
export const topProductsPresenter = presenter<TopProductsOutput>({
  progress: (run, context) => context.texts.html('ranking.progress', { period: asHtml(requestedPeriodWords(context, run.payload, { preset: '7d' })) }),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    const isEmpty = data.totals.total_qty === 0;
    const kind = data.group_by === 'category' ? 'category' : data.direction === 'bottom' ? 'bottom' : data.metric;
    const unsold = data.rows.filter(({ qty }) => qty === 0).length;
    const totals = texts.html('ranking.totals', { revenue: formats.money(data.totals.total_revenue, data.currency), qty: formats.integer(data.totals.total_qty) });
    const notes = unsold > 0 ? [texts.html('ranking.unsold', { count: unsold })] : [];
    return rowPages(
      {
        headline: texts.html('ranking.title', { kind, period: asHtml(periodWords(context, data.period)) }),
        before: [inProgress(response, context), ...(isEmpty ? [[texts.html('report.empty')]] : [])],
        rows: data.rows.map((row) => line(row, data, context)),
        areCards: false,
        after: isEmpty ? [] : [[totals, ...notes]],
        total: data.totals.groups,
        toldWarnings: ['NO_DATA'],
        buttons: [others(kind).map((id) => templateButton(context, id))],
      },
      response,
      context,
      run,
    );
  },
});

function line({ rank, title, qty, revenue, share_pct: share }: RankedRow, { currency, metric }: TopProductsOutput, { texts, formats }: ReplyContext): string {
  const row = { rank: formats.integer(rank), title, qty, revenue: formats.money(revenue, currency) };
  return share === null || qty === 0 ? texts.html('ranking.line', row) : texts.html('ranking.line_share', { ...row, metric, share: formats.percent(share) });
}

function others(kind: string): TemplateId[] {
  const all: readonly (readonly [string, TemplateId])[] = [
    ['revenue', 'RPT_TOP_PRODUCTS_7D'],
    ['qty', 'RPT_TOP_PRODUCTS_QTY_7D'],
    ['bottom', 'RPT_BOTTOM_PRODUCTS_7D'],
    ['category', 'RPT_TOP_CATEGORIES_30D'],
  ];
  return all.flatMap(([name, id]) => (name === kind ? [] : [id]));
}
