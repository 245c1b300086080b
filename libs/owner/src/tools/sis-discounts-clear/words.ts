import type { ActionWords } from '../acting/action-words';
import { productLabel } from '../acting/product-label';
import { scopeWords } from '../acting/scope-words';

/** "Снять скидки с товаров 7, 16": the selling price before and after. */
export const discountsClearWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('discount.progress'),
  title({ commit }, context) {
    const { scope, ids } = scopeWords(commit, context);
    return context.texts.html('discount.clear_title', { scope, ids });
  },
  interpretation: ({ commit }, { texts }) => [
    ...(commit['only_active'] === true ? [texts.html('discount.range', { range: 'active' })] : []),
    ...(commit['clear_compare_at'] === false ? [texts.html('discount.keeps_compare_at')] : []),
    ...(typeof commit['reason'] === 'string' && commit['reason'] !== '' ? [texts.html('publish.reason', { reason: commit['reason'] })] : []),
  ],
  label: productLabel,
  value: (text, { formats, currency }) => formats.money(text, currency),
  rollback: (_action, { texts }) => texts.html('discount.way_back'),
};
