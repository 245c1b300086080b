import type { ReplyContext } from '@ownerbot/conversation';
import { followUps } from '../../replies/follow-ups';
import type { ActionWords } from '../acting/action-words';
import { flagReason } from '../order-words';

type Commit = Readonly<Record<string, unknown>>;

/** "Отметить заказ OB-1003": the flag before and after, with its reason. */
export const flagOrderWords: ActionWords = {
  progress: (run, { texts }) => texts.html('flag.progress', { id: String(run.payload['order_id'] ?? '—') }),
  title: ({ commit }, { texts }) => texts.html(isFlagging(commit) ? 'flag.title' : 'flag.title_off', { id: orderOf(commit) }),
  effect({ preview: { data } }, context) {
    const [example] = data.examples;
    return example === undefined ? [] : [context.texts.html('flag.before', flagOf(example.before, context)), context.texts.html('flag.after', flagOf(example.after, context))];
  },
  done: ({ preview: { data } }, context) => data.examples.slice(0, 1).map(({ after }) => context.texts.html('flag.now', flagOf(after, context))),
  rollback: ({ commit }, { texts }) => texts.html('flag.way_back', { was: isFlagging(commit) ? 'flagged' : 'plain' }),
  followUps({ commit, proposalId }, context) {
    const id = orderOf(commit);
    const { buttons, keep } = followUps(context, proposalId, [{ label: context.texts.text('flag.card', { id }), tool: 'order_detail', payload: { order_id: id } }]);
    return { buttons: [buttons], keep };
  },
};

const isFlagging = ({ flagged }: Commit): boolean => flagged !== false;

function orderOf({ order_ids: ids }: Commit): string {
  return Array.isArray(ids) ? String(ids[0]) : '—';
}

/** Null: not flagged; a flag may have no reason. */
function flagOf(reason: string | null, context: ReplyContext) {
  return { state: reason === null ? 'off' : reason === '' ? 'on' : 'because', reason: flagReason(context, reason ?? '') };
}
