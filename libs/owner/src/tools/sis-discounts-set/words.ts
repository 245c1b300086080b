import type { ActionWords } from '../acting/action-words';
import { productLabel } from '../acting/product-label';
import { scopeWords } from '../acting/scope-words';

/** "Скидка 20 % на товары 1, 2": the selling price before and after. */
export const discountsSetWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('discount.progress'),
  title: ({ commit }, context) => context.texts.html('discount.title', { percent: context.formats.percent(String(commit['discount_percent'])), ...scopeWords(commit, context) }),
  interpretation: ({ commit }, { texts }) => [
    texts.html('discount.range', { range: commit['only_active'] === false ? 'every' : 'active' }),
    texts.html('discount.replaces'),
    ...(typeof commit['reason'] === 'string' && commit['reason'] !== '' ? [texts.html('publish.reason', { reason: commit['reason'] })] : []),
  ],
  label: productLabel,
  value: (text, { formats, currency }) => formats.money(text, currency),
  rollback: (_action, { texts }) => texts.html('discount.way_back'),
};
