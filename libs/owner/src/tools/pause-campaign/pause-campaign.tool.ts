import { shopAction } from '../acting/shop-action';
import { withoutMissing } from '../acting/without-missing';
import { PauseCampaignPayload } from './pause-campaign.fields';

/** Pauses or resumes an advertising campaign. SIS v1 does not offer it: only the demo shop has campaigns. */
export const pauseCampaign = shopAction({
  name: 'pause_campaign',
  version: '1.0',
  group: 'campaigns',
  payload: PauseCampaignPayload,
  kind: 'campaigns/status',
  conflictGroups: ['campaigns'],
  auditFields: ['campaign_id', 'operation'],
  wish: ({ campaign_id, operation, reason }) => ({ body: withoutMissing({ campaign_id, operation, reason }) }),
});
