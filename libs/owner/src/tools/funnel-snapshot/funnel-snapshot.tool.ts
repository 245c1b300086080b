import { percentOf, type FunnelData } from '@ownerbot/shop';
import { provenanceOf, shopWarnings, warn, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { askedWindow } from '../figures/asked-window';
import { windowData } from '../figures/window-data';
import { PERIOD_AUDIT, shopRead, totalWindow } from '../read-tool';
import { FUNNEL_STEPS, FunnelSnapshotOutput, FunnelSnapshotPayload, type FunnelRow, type FunnelStep } from './funnel-snapshot.fields';

/** From a look to a paid order; SIS v1 does not tell it. */
export const funnelSnapshot = shopRead<FunnelSnapshotPayload, FunnelSnapshotOutput>({
  name: 'funnel_snapshot',
  version: '1.0',
  group: 'reports',
  payload: FunnelSnapshotPayload,
  output: FunnelSnapshotOutput,
  auditFields: PERIOD_AUDIT,
  capabilities: [],
  window: (payload, at) => totalWindow(payload, { preset: '7d' }, at),
  handle,
});

async function handle(_payload: FunnelSnapshotPayload, context: ShopToolContext): Promise<ToolAnswer<FunnelSnapshotOutput>> {
  const asked = askedWindow(context);
  const answer = await context.shop.funnel({ from: asked.from, to: asked.to, tz: asked.timezone }, context.call);
  const steps = stepsOf(answer.data);
  const isEmpty = steps.every(({ count }) => count === 0);
  return {
    data: { period: windowData(asked), steps, biggest_drop_step: isEmpty ? null : biggestDrop(steps) },
    provenance: provenanceOf([answer], context.tenant),
    warnings: [...shopWarnings(answer), ...(isEmpty ? [warn('NO_DATA', { from: asked.from, to: asked.to })] : [])],
  };
}

export function stepsOf(data: FunnelData): FunnelRow[] {
  return FUNNEL_STEPS.map((step, at) => {
    const before = FUNNEL_STEPS[at - 1];
    return { step, count: data[step], rate_from_prev: before === undefined ? null : percentOf(data[step], data[before]) };
  });
}

/** The lowest rate; of equal ones the earlier. */
export function biggestDrop(steps: readonly FunnelRow[]): FunnelStep | null {
  const rated = steps.flatMap(({ step, rate_from_prev: rate }) => (rate === null ? [] : [{ step, rate: Number(rate) }]));
  return rated.reduce<{ step: FunnelStep; rate: number } | null>((lowest, one) => (lowest === null || one.rate < lowest.rate ? one : lowest), null)?.step ?? null;
}
