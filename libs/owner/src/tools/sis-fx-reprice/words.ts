import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import type { ActionWords } from '../acting/action-words';
import { productNumber } from '../acting/product-label';
import { roundingLine } from '../acting/rounding-words';
import { rateLine, rateOf } from '../fx/rate-words';

const USUAL_THRESHOLD = 25;

/** "Пересчитать все цены из USD по курсу 0,92", with the set of rates, its time and source, and the markup. */
export const fxRepriceWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('reprice.progress'),
  title: (action, { texts, formats }) => texts.html('reprice.title', { currency: String(action.commit['input_currency']), rate: formats.rate(rateText(action)) }),
  interpretation: (action, context) => [
    ...rateLines(action, context),
    context.texts.html('reprice.scope', { currency: String(action.commit['input_currency']) }),
    ...markupLine(action, context),
    roundingLine(action.commit, 'CEIL_INT', context),
    ...thresholdLine(action, context),
  ],
  noop: (action, context) => rateLines(action, context),
  leftOut: productNumber,
  value: (text, { formats, currency }) => formats.money(text, currency),
};

/** Null where nothing would change and the shop therefore tells no rate. */
function rateText(action: ActionFacts): string | null {
  const latest = rateOf(action);
  return action.preview.data.snapshot.rate ?? (latest?.rate_set_id === action.commit['rate_set_id'] ? (latest?.rate ?? null) : null);
}

/** Of the latest set, its time and source too; an older one is said to be older. */
function rateLines(action: ActionFacts, context: ReplyContext): string[] {
  const latest = rateOf(action);
  const id = String(action.commit['rate_set_id']);
  const set = context.texts.html('reprice.rate_set', { id });
  if (latest === null) return [set];
  if (latest.rate_set_id === id) return [rateLine(latest, context), set];
  return [set, context.texts.html('reprice.not_latest', { id: latest.rate_set_id, rate: context.formats.rate(latest.rate) })];
}

function markupLine({ commit }: ActionFacts, { texts, formats, currency }: ReplyContext): string[] {
  const [percent, additive] = [String(commit['markup_percent'] ?? '0'), String(commit['markup_additive'] ?? '0')];
  const parts = [...(Number(percent) === 0 ? [] : [formats.change(percent)]), ...(Number(additive) === 0 ? [] : [formats.moneyChange(additive, currency)])];
  return parts.length === 0 ? [] : [texts.html('reprice.markup', { size: parts.join(', ') })];
}

function thresholdLine({ commit }: ActionFacts, { texts, formats }: ReplyContext): string[] {
  const threshold = String(commit['anomaly_threshold_pct'] ?? USUAL_THRESHOLD);
  return Number(threshold) === USUAL_THRESHOLD ? [] : [texts.html('reprice.threshold', { threshold: formats.percent(threshold) })];
}
