import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { periodWords, requestedPeriodWords } from '../period-words';
import { emptyWords } from '../window-words';
import type { FunnelSnapshotOutput } from './funnel-snapshot.fields';

/** Steps with counts and rates, and where most are lost. */
export const funnelPresenter = presenter<FunnelSnapshotOutput>({
  progress: (run, context) => context.texts.html('funnel.progress', { period: asHtml(requestedPeriodWords(context, run.payload, { preset: '7d' })) }),
  body(response, context) {
    const { data, warnings } = response;
    const { texts, formats } = context;
    const isEmpty = warnings.some(({ code }) => code === 'NO_DATA');
    const steps = data.steps.map(({ step, count, rate_from_prev: rate }) =>
      rate === null ? texts.html('funnel.first', { step, count: formats.integer(count) }) : texts.html('funnel.step', { step, count: formats.integer(count), rate: formats.percent(rate) }),
    );
    return {
      headline: texts.html('funnel.title', { period: asHtml(periodWords(context, data.period)) }),
      sections: isEmpty ? [[emptyWords(response, context)]] : [steps, data.biggest_drop_step === null ? [] : [texts.html('funnel.drop', { step: data.biggest_drop_step })]],
      toldWarnings: ['NO_DATA'],
      buttons: [[templateButton(context, 'RPT_KPI_7D'), templateButton(context, 'RPT_REFUNDS_90D')]],
    };
  },
});
