import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import { listed } from '../acting/listed';
import { rowLabel } from '../acting/row-label';
import type { ActionWords } from '../acting/action-words';

/** "Скрыть все луки": the scope in words, each look before and after. */
export const looksPublishWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('looks.progress'),
  title: (action, context) => context.texts.html('looks.title', scopeOf(action, context)),
  interpretation: ({ commit: { reason } }, { texts }) => (typeof reason === 'string' && reason !== '' ? [texts.html('publish.reason', { reason })] : []),
  label: rowLabel,
  value: (text, { texts }) => texts.html('publish.status', { status: text }),
  rollback: ({ commit }, { texts }) => texts.html('looks.way_back', { target: commit['target_active'] === true ? 'show' : 'hide' }),
};

function scopeOf({ commit: { target_active: isShown, look_ids: ids } }: ActionFacts, context: ReplyContext) {
  return { act: `${isShown === true ? 'show' : 'hide'}_${Array.isArray(ids) ? 'ids' : 'all'}`, ids: Array.isArray(ids) ? listed(ids.map(String), context) : '' };
}
