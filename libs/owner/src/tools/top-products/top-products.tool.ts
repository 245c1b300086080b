import { provenanceOf, shopWarnings, warn, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { askedWindow } from '../figures/asked-window';
import { windowData } from '../figures/window-data';
import { PERIOD_AUDIT, shopRead, totalWindow } from '../read-tool';
import { TopProductsOutput, TopProductsPayload } from './top-products.fields';

const DEFAULT_DAYS = 7;

/** Products or categories by revenue or pieces, best or worst first. */
export const topProducts = shopRead<TopProductsPayload, TopProductsOutput>({
  name: 'top_products',
  version: '1.2',
  group: 'reports',
  payload: TopProductsPayload,
  output: TopProductsOutput,
  presentations: ['text', 'chart_png', 'json_file'],
  auditFields: [...PERIOD_AUDIT, 'days', 'metric', 'direction', 'group_by', 'limit', 'include_zero'],
  capabilities: ['products_top'],
  window: (payload, at) => totalWindow(payload, DEFAULT_DAYS, at),
  list: ({ rows }) => rows,
  handle,
});

async function handle(payload: TopProductsPayload, context: ShopToolContext): Promise<ToolAnswer<TopProductsOutput>> {
  const { metric, direction, group_by, limit, include_zero } = payload;
  const asked = askedWindow(context);
  const query = { from: asked.from, to: asked.to, tz: asked.timezone, metric, direction, group_by, limit };
  const answer = await context.shop.productsTop({ ...query, ...(include_zero === undefined ? {} : { include_zero }) }, context.call);
  const { currency, rows, totals } = answer.data;
  const isEmpty = totals.total_qty === 0;
  return {
    data: { period: windowData(asked), currency, metric, direction, group_by, rows, totals },
    provenance: provenanceOf([answer], context.tenant),
    warnings: [...shopWarnings(answer), ...(isEmpty ? [warn('NO_DATA', { from: asked.from, to: asked.to })] : [])],
  };
}
