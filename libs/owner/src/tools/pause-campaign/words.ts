import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import type { ActionWords } from '../acting/action-words';

/** "Поставить на паузу кампанию 1": its status before and after. */
export const pauseCampaignWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('campaign.progress'),
  title: ({ commit }, { texts }) => texts.html('campaign.title', { operation: String(commit['operation']), id: String(commit['campaign_id']) }),
  interpretation: ({ commit: { reason } }, { texts }) => (typeof reason === 'string' && reason !== '' ? [texts.html('publish.reason', { reason })] : []),
  effect: statusLine,
  done: statusLine,
  rollback: ({ commit }, { texts }) => texts.html('campaign.way_back', { operation: String(commit['operation']) }),
};

function statusLine({ preview: { data } }: ActionFacts, { texts }: ReplyContext): string[] {
  return data.examples.slice(0, 1).map(({ label, before, after }) => texts.html('campaign.effect', { title: label, before: before ?? 'other', after: after ?? 'other' }));
}
