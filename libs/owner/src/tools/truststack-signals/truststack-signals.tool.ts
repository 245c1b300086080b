import { provenanceOf, shopWarnings, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { askedWindow } from '../figures/asked-window';
import { windowData } from '../figures/window-data';
import { PERIOD_AUDIT, shopRead, totalWindow } from '../read-tool';
import { TruststackSignalsOutput, TruststackSignalsPayload } from './truststack-signals.fields';

/** Customers with repeated coupons, refunds or failed payments; SIS v1 does not tell it. */
export const truststackSignals = shopRead<TruststackSignalsPayload, TruststackSignalsOutput>({
  name: 'truststack_signals',
  version: '1.0',
  group: 'reports',
  payload: TruststackSignalsPayload,
  output: TruststackSignalsOutput,
  auditFields: [...PERIOD_AUDIT, 'limit'],
  capabilities: [],
  window: (payload, at) => totalWindow(payload, { preset: '90d' }, at),
  list: ({ rows }) => rows,
  handle,
});

async function handle({ limit }: TruststackSignalsPayload, context: ShopToolContext): Promise<ToolAnswer<TruststackSignalsOutput>> {
  const asked = askedWindow(context);
  const answer = await context.shop.trustSignals({ from: asked.from, to: asked.to, tz: asked.timezone, limit }, context.call);
  return {
    data: { period: windowData(asked), rows: answer.data.rows },
    provenance: provenanceOf([answer], context.tenant),
    warnings: shopWarnings(answer),
  };
}
