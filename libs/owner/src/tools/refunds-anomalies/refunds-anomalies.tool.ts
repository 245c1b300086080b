import { provenanceOf, shopWarnings, warn, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { askedWindow } from '../figures/asked-window';
import { windowData } from '../figures/window-data';
import { PERIOD_AUDIT, shopRead, totalWindow } from '../read-tool';
import { RefundsAnomaliesOutput, RefundsAnomaliesPayload } from './refunds-anomalies.fields';

/** Products that come back more often than the rest; SIS v1 does not tell it. */
export const refundsAnomalies = shopRead<RefundsAnomaliesPayload, RefundsAnomaliesOutput>({
  name: 'refunds_anomalies',
  version: '1.0',
  group: 'reports',
  payload: RefundsAnomaliesPayload,
  output: RefundsAnomaliesOutput,
  auditFields: [...PERIOD_AUDIT, 'delta_pp', 'min_orders'],
  capabilities: [],
  window: (payload, at) => totalWindow(payload, { preset: '90d' }, at),
  list: ({ rows }) => rows,
  handle,
});

async function handle({ delta_pp, min_orders }: RefundsAnomaliesPayload, context: ShopToolContext): Promise<ToolAnswer<RefundsAnomaliesOutput>> {
  const asked = askedWindow(context);
  const answer = await context.shop.refundRates({ from: asked.from, to: asked.to, tz: asked.timezone, min_orders, delta_pp }, context.call);
  const { overall, rows } = answer.data;
  return {
    data: { period: windowData(asked), overall, rows },
    provenance: provenanceOf([answer], context.tenant),
    warnings: [...shopWarnings(answer), ...(overall.orders === 0 ? [warn('NO_DATA', { from: asked.from, to: asked.to })] : [])],
  };
}
