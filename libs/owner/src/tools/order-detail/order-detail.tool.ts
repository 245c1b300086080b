import { provenanceOf, shopWarnings, type ShopToolContext, type ShopToolDefinition, type ToolAnswer } from '@ownerbot/tools';
import { OrderDetailOutput, OrderDetailPayload } from './order-detail.fields';

/** One order with its lines; `NOT_FOUND` for an id that the shop does not know. */
export const orderDetail: ShopToolDefinition<OrderDetailPayload, OrderDetailOutput> = {
  name: 'order_detail',
  version: '1.1',
  kind: 'read',
  group: 'orders',
  payload: OrderDetailPayload,
  output: OrderDetailOutput,
  defaultPayload: null,
  timeClass: 'read',
  llm: 'offer',
  roles: ['owner'],
  presentations: ['text', 'json_file'],
  // Not the id either: any digits may stand there, also those of a phone.
  auditFields: [],
  needsShop: true,
  capabilities: ['orders'],
  handle,
};

async function handle({ order_id }: OrderDetailPayload, { shop, call, tenant }: ShopToolContext): Promise<ToolAnswer<OrderDetailOutput>> {
  const answer = await shop.orderDetail(order_id, call);
  return { data: answer.data, provenance: provenanceOf([answer], tenant), warnings: shopWarnings(answer) };
}
