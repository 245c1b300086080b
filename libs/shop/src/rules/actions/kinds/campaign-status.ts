import { cell, PLAIN_PLAN, type ActionPlan, type Target } from '../plan';
import type { Planning } from '../planning';
import { rowsOfIds } from '../scope';

const MAX_REASON = 200;
const STATUS = { pause: 'paused', resume: 'running' } as const;

/** Pauses or resumes one campaign; SIS v1 has no such action. */
export function planCampaignStatus({ rows, body }: Planning): ActionPlan {
  const id = body.integer('campaign_id', { min: 1, max: Number.MAX_SAFE_INTEGER });
  const status = STATUS[body.oneOf('operation', ['pause', 'resume'])];
  body.text('reason', { min: 0, max: MAX_REASON }, '');
  const { rows: campaigns } = rowsOfIds([id], rows.campaigns, (campaign) => campaign.campaign_id);
  const targets = campaigns
    .filter((campaign) => campaign.status !== status)
    .map(
      (campaign): Target => ({
        id,
        cells: [cell('campaigns', id, 'status', campaign.status, status)],
        example: { id, label: campaign.title, before: campaign.status, after: status, delta_pct: null },
        deltaPct: null,
      }),
    );
  return {
    ...PLAIN_PLAN,
    scope: { kind: 'ids', ids: [id] },
    parameters: { kind: 'campaigns/status', campaign_id: id, status },
    targets,
    summary: `campaign ${id} to ${status}`,
    doneSummary: `campaign ${id} now ${status}`,
    actionName: 'campaign',
  };
}
