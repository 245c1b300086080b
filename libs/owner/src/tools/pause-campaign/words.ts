import type { ActionWords } from '../acting/action-words';

/** "Поставить на паузу кампанию 1": its status before and after. */
export const pauseCampaignWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('campaign.progress'),
  title: ({ commit }, { texts }) => texts.html('campaign.title', { operation: String(commit['operation']), id: String(commit['campaign_id']) }),
  interpretation: ({ commit: { reason } }, { texts }) => (typeof reason === 'string' && reason !== '' ? [texts.html('publish.reason', { reason })] : []),
  effect({ preview: { data } }, { texts }) {
    const [example] = data.examples;
    return example === undefined ? [] : [texts.html('campaign.effect', { title: example.label, before: example.before ?? 'other', after: example.after ?? 'other' })];
  },
  rollback: ({ commit }, { texts }) => texts.html('campaign.way_back', { operation: String(commit['operation']) }),
};
