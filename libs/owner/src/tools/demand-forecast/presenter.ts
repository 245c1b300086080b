import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { methodWords, noteWords } from '../forecasting/forecast-words';
import type { DemandForecastOutput } from './demand-forecast.fields';

/** Expected pieces of each product with the confidence in words; method and history below. */
export const forecastPresenter = presenter<DemandForecastOutput>({
  progress: (_run, { texts }) => texts.html('forecast.progress'),
  body(response, context, run) {
    const { data, provenance } = response;
    const { texts, formats } = context;
    return rowPages(
      {
        headline: texts.html('forecast.title', { days: data.horizon_days }),
        before: data.items.length === 0 ? [[texts.html('forecast.none', { days: data.history.days })]] : [],
        rows: data.items.map((item) =>
          texts.html('forecast.line', {
            title: item.title,
            total: formats.number(item.forecast_total_qty),
            daily: formats.number(item.forecast_daily_qty),
            stock: formats.integer(item.stock_qty),
            confidence: item.confidence,
            notes: asHtml(noteWords(item.notes, context)),
          }),
        ),
        areCards: false,
        after: [[methodWords(data, context)]],
        total: provenance.counts?.total ?? data.items.length,
        toldWarnings: ['INSUFFICIENT_DATA'],
        buttons: [[templateButton(context, 'FRC_REORDER_PLAN')]],
      },
      response,
      context,
      run,
    );
  },
});
