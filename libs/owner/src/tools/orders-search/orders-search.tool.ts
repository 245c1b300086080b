import { PRESET_PENDING_HOURS, ShopError, type FoundOrder, type OrdersSearchData, type OrdersSearchQuery, type ShopAnswer } from '@ownerbot/shop';
import {
  provenanceOf,
  resolvePeriod,
  shopWarnings,
  warn,
  type AskedWindow,
  type LocalNow,
  type ShopToolContext,
  type ShopToolDefinition,
  type ToolAnswer,
  type ToolWarning,
} from '@ownerbot/tools';
import { OrdersSearchOutput, OrdersSearchPayload, type AppliedFilters, type FoundOrderData } from './orders-search.fields';

/** Orders by preset, state, text, period; newest first. */
export const ordersSearch: ShopToolDefinition<OrdersSearchPayload, OrdersSearchOutput> = {
  name: 'orders_search',
  version: '1.1',
  kind: 'read',
  group: 'orders',
  payload: OrdersSearchPayload,
  output: OrdersSearchOutput,
  defaultPayload: {},
  timeClass: 'read',
  llm: 'offer',
  roles: ['owner'],
  presentations: ['text', 'json_file'],
  // Not `q`: it may be a customer's phone.
  auditFields: ['preset', 'status', 'payment_status', 'shipping_status', 'flagged', 'period.preset', 'period.from', 'period.to', 'since_hours', 'limit'],
  needsShop: true,
  capabilities: ['orders'],
  window,
  list: (data) => data.items,
  handle,
};

function window({ period }: OrdersSearchPayload, at: LocalNow): AskedWindow | null {
  return period === undefined ? null : { ...resolvePeriod(period, at), granularity: 'total' };
}

async function handle(payload: OrdersSearchPayload, context: ShopToolContext): Promise<ToolAnswer<OrdersSearchOutput>> {
  const { answer, warnings } = await search(queryOf(payload, context.window), context);
  const { page, items, summary } = answer.data;
  return {
    data: {
      total: page.total,
      count: page.shown,
      total_amount: summary.amount,
      oldest_age_hours: summary.oldest_age_hours,
      items: items.map(orderData),
      next_cursor: page.next_cursor,
      applied_filters: appliedFilters(payload, context.window),
    },
    provenance: provenanceOf([answer], context.tenant),
    warnings: [...shopWarnings(answer), ...warnings],
  };
}

function queryOf(payload: OrdersSearchPayload, asked: AskedWindow | null): OrdersSearchQuery {
  return {
    ...filtersOf(payload),
    q: payload.q,
    pending_hours: payload.since_hours,
    window: asked === null ? undefined : { from: asked.from, to: asked.to, tz: asked.timezone },
    limit: payload.limit,
    cursor: payload.cursor,
  };
}

function filtersOf({ preset, status, payment_status, shipping_status, flagged }: OrdersSearchPayload) {
  return { preset, status, payment_status, shipping_status, flagged };
}

/** A cursor that no longer holds means the first page again, and that is said. */
async function search(
  query: OrdersSearchQuery,
  { shop, call }: ShopToolContext,
): Promise<{ answer: ShopAnswer<OrdersSearchData>; warnings: readonly ToolWarning[] }> {
  try {
    return { answer: await shop.ordersSearch(query, call), warnings: [] };
  } catch (error) {
    const isExpired = query.cursor !== undefined && error instanceof ShopError && error.facts.reason === 'CURSOR_INVALID';
    if (!isExpired) throw error;
    return { answer: await shop.ordersSearch({ ...query, cursor: undefined }, call), warnings: [warn('CURSOR_RESTARTED')] };
  }
}

/** The customer's id stays behind: a list shows what helps to recognise an order. */
function orderData(order: FoundOrder): FoundOrderData {
  return {
    order_id: order.order_id,
    status: order.status,
    amount: order.amount,
    currency: order.currency,
    created_at: order.created_at,
    age_hours: order.age_hours,
    flagged: order.flagged,
    customer_phone: order.customer_phone,
    payment_status: order.payment_status,
    shipping_status: order.shipping_status,
    ship_due_at: order.ship_due_at,
    presets: order.presets,
  };
}

function appliedFilters(payload: OrdersSearchPayload, asked: AskedWindow | null): AppliedFilters {
  const { preset } = payload;
  const usualAge = preset === 'stuck' || preset === 'payment_issues' ? PRESET_PENDING_HOURS[preset] : undefined;
  const applied: AppliedFilters = {
    ...filtersOf(payload),
    q: payload.q,
    since_hours: payload.since_hours ?? usualAge,
    period: asked === null ? undefined : { preset: asked.preset, from: asked.from, to: asked.to },
  };
  return Object.fromEntries(Object.entries(applied).filter(([, value]) => value !== undefined));
}
