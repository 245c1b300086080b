import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { periodWords, requestedPeriodWords } from '../period-words';
import type { TruststackSignalsOutput } from './truststack-signals.fields';

/** Each signal with its orders: evidence, and said to be no verdict. */
export const trustPresenter = presenter<TruststackSignalsOutput>({
  progress: (run, context) => context.texts.html('trust.progress', { period: asHtml(requestedPeriodWords(context, run.payload, { preset: '90d' })) }),
  body(response, context, run) {
    const { data, provenance } = response;
    const { texts, formats } = context;
    return rowPages(
      {
        headline: texts.html('trust.title', { period: asHtml(periodWords(context, data.period)) }),
        before: [[data.rows.length === 0 ? texts.html('trust.calm') : texts.html('trust.evidence')]],
        rows: data.rows.map((row) =>
          texts.html('trust.line', {
            customer: row.customer_id,
            signal: row.signal,
            count: row.count,
            score: formats.integer(row.score),
            orders: row.evidence_order_ids.join(', '),
          }),
        ),
        areCards: true,
        total: provenance.counts?.total ?? data.rows.length,
        buttons: [[templateButton(context, 'RPT_REFUNDS_90D')]],
      },
      response,
      context,
      run,
    );
  },
});
