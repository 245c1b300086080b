import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import { templateButton } from '../../replies/buttons';
import type { ActionWords } from '../acting/action-words';
import { productLabel } from '../acting/product-label';
import { scopeWords } from '../acting/scope-words';

/** "Скрыть товары с остатком до 3 шт.": the scope in words, each product with its status before and after. */
export const productsPublishWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('publish.progress'),
  title: (action, context) => context.texts.html('publish.title', scopeOf(action, context)),
  interpretation: ({ commit }, { texts }) => (typeof commit['reason'] === 'string' && commit['reason'] !== '' ? [texts.html('publish.reason', { reason: reasonOf(commit['reason'], texts) })] : []),
  label: productLabel,
  value: (text, { texts }) => texts.html('publish.status', { status: text }),
  followUps: ({ commit }, context) => (commit['target_status'] === 'ARCHIVED' ? { buttons: [[templateButton(context, 'PRD_UNPUBLISHED')]] } : {}),
  rollback: ({ commit }, { texts }) => texts.html('publish.way_back', { target: String(commit['target_status']) }),
};

function scopeOf({ commit }: ActionFacts, context: ReplyContext) {
  const { scope, ids, stock } = scopeWords(commit, context);
  return { act: `${commit['target_status'] === 'ACTIVE' ? 'show' : 'hide'}_${scope}`, ids, stock };
}

/** A template writes a code of its own; others are the owner's words. */
const reasonOf = (reason: string, texts: ReplyContext['texts']): string => (reason === 'low_stock' ? texts.text('publish.low_stock') : reason);
