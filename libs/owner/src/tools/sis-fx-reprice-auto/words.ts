import type { ActionWords } from '../acting/action-words';
import { productNumber } from '../acting/product-label';
import { cooldownLines, movedLine, rateLine, rateOf, thresholdLines } from '../fx/rate-words';

/** "Пересчитать все цены по курсу", the rate and how far it moved; where it is not due, the figures that say so. */
export const fxRepriceAutoWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('fx_auto.progress'),
  title: ({ commit }, { texts }) => texts.html('fx_auto.title', { forced: commit['force_apply'] === true ? 'yes' : 'no' }),
  interpretation: (action, context) => {
    const rate = rateOf(action);
    return [
      ...(rate === null ? [] : [rateLine(rate, context), ...movedLine(rate, context)]),
      context.texts.html('fx_auto.scope'),
      ...(action.commit['force_apply'] === true ? [context.texts.html('fx_auto.forced')] : []),
    ];
  },
  noop: (action, context) => {
    const rate = rateOf(action);
    if (rate === null) return [];
    const reason = action.preview.data.noop_reason;
    return [
      rateLine(rate, context),
      ...movedLine(rate, context),
      ...(reason === 'RATE_DELTA_BELOW_MIN' ? thresholdLines(rate, context) : []),
      ...(reason === 'COOLDOWN' ? cooldownLines(rate, context) : []),
    ];
  },
  leftOut: productNumber,
  value: (text, { formats, currency }) => formats.money(text, currency),
};
