import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { periodWords, requestedPeriodWords } from '../period-words';
import { emptyWords } from '../window-words';
import type { RefundsAnomaliesOutput } from './refunds-anomalies.fields';

/** The overall rate, then the products above it. */
export const refundsPresenter = presenter<RefundsAnomaliesOutput>({
  progress: (run, context) => context.texts.html('refunds.progress', { period: asHtml(requestedPeriodWords(context, run.payload, { preset: '90d' })) }),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    const { orders, refunds, rate_pct: rate } = data.overall;
    const overall = texts.html('refunds.overall', { refunds: formats.integer(refunds), orders: formats.integer(orders), rate: formats.percent(rate) });
    return rowPages(
      {
        headline: texts.html('refunds.title', { period: asHtml(periodWords(context, data.period)) }),
        before: [orders === 0 ? [emptyWords(response, context)] : [overall, ...(data.rows.length === 0 ? [texts.html('refunds.calm')] : [])]],
        rows: data.rows.map((row) =>
          texts.html('refunds.line', {
            title: row.title,
            rate: formats.percent(row.rate_pct),
            delta: formats.number(row.delta_pp),
            refunds: formats.integer(row.refunds),
            orders: formats.integer(row.orders),
          }),
        ),
        areCards: false,
        total: data.rows.length,
        toldWarnings: ['NO_DATA'],
        buttons: [[templateButton(context, 'PRD_RETURN_FLAGS'), templateButton(context, 'RPT_TRUST_90D')]],
      },
      response,
      context,
      run,
    );
  },
});
