import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import { methodWords, noteWords } from '../forecasting/forecast-words';
import type { ReorderItem, ReorderPlanOutput } from './reorder-plan.fields';

/** What to order first, how many, and for how long the stock lasts. */
export const reorderPresenter = presenter<ReorderPlanOutput>({
  progress: (_run, { texts }) => texts.html('reorder.progress'),
  body(response, context, run) {
    const { data, provenance } = response;
    const { texts, formats } = context;
    const needed = data.items.filter(({ reorder_needed: isNeeded }) => isNeeded);
    const terms = texts.html('reorder.terms', { lead: data.lead_time_days, safety: data.safety_stock_days, horizon: data.horizon_days });
    const intro = data.items.length === 0 ? texts.html('forecast.none', { days: data.history.days }) : needed.length === 0 ? texts.html('reorder.calm') : terms;
    const calm = (provenance.counts?.total ?? data.items.length) - data.needed_count;
    return rowPages(
      {
        headline: texts.html('reorder.title', { needed: formats.integer(data.needed_count) }),
        before: [[intro]],
        rows: needed.map((item) => line(item, context)),
        areCards: false,
        after: [[...(calm > 0 && needed.length > 0 ? [texts.html('reorder.enough', { count: calm })] : []), methodWords(data, context)]],
        total: data.needed_count,
        toldWarnings: ['INSUFFICIENT_DATA'],
        buttons: [[templateButton(context, 'FRC_7D_DEMAND'), templateButton(context, 'PRD_OUT_OF_STOCK')]],
      },
      response,
      context,
      run,
    );
  },
});

function line(item: ReorderItem, context: ReplyContext): string {
  const { texts, formats } = context;
  return texts.html('reorder.line', {
    title: item.title,
    qty: formats.integer(item.recommended_order_qty),
    stock: formats.integer(item.stock_qty),
    cover: formats.number(item.stock_cover_days),
    confidence: item.confidence,
    notes: asHtml(noteWords(item.notes, context)),
  });
}
