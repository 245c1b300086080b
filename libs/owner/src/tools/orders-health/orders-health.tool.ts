import type { FoundOrder, OrdersSearchData, OrdersSearchQuery, ShopAnswer } from '@ownerbot/shop';
import { provenanceOf, resolvePeriod, shopWarnings, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { PERIOD_AUDIT, shopRead } from '../read-tool';
import { OrdersHealthOutput, OrdersHealthPayload, type UrgentOrder } from './orders-health.fields';

const PAGE = 200;
/** Who has more than this many urgent orders does not need the very oldest to see the trouble. */
const MOST_PAGES = 10;
const SHOWN = 5;

/** All orders by state, payment and preset, and the oldest of those that need attention. */
export const ordersHealth = shopRead<OrdersHealthPayload, OrdersHealthOutput>({
  name: 'orders_health',
  version: '1.0',
  group: 'orders',
  payload: OrdersHealthPayload,
  output: OrdersHealthOutput,
  timeClass: 'composite',
  auditFields: PERIOD_AUDIT,
  capabilities: ['orders'],
  window: ({ period }, at) => (period === undefined ? null : { ...resolvePeriod(period, at), granularity: 'total' }),
  handle,
});

async function handle(_payload: OrdersHealthPayload, context: ShopToolContext): Promise<ToolAnswer<OrdersHealthOutput>> {
  const { window: asked, shop, call, tenant } = context;
  const window = asked === null ? undefined : { from: asked.from, to: asked.to, tz: asked.timezone };
  const query: OrdersSearchQuery = { preset: 'attention', include_counts: true, limit: PAGE, ...(window === undefined ? {} : { window }) };
  const pages: [ShopAnswer<OrdersSearchData>, ...ShopAnswer<OrdersSearchData>[]] = [await shop.ordersSearch(query, call)];
  const [first] = pages;
  // Newest first: the oldest stand on the last page.
  for (let cursor = first.data.page.next_cursor; cursor !== null && pages.length < MOST_PAGES; cursor = pages.at(-1)?.data.page.next_cursor ?? null) {
    pages.push(await shop.ordersSearch({ ...query, include_counts: false, cursor }, call));
  }
  const counts = first.data.counts ?? { by_status: {}, by_payment_status: {}, by_preset: {} };
  const urgent = pages.flatMap(({ data }) => data.items).reverse();
  return {
    data: { counts, total: Object.values(counts.by_status).reduce((sum, one) => sum + one, 0), top: urgent.slice(0, SHOWN).map(urgentOrder) },
    // The counts of the pages are those of the list of urgent orders alone.
    provenance: { ...provenanceOf(pages, tenant), counts: null },
    warnings: shopWarnings(...pages),
  };
}

function urgentOrder(order: FoundOrder): UrgentOrder {
  const { order_id, status, payment_status, shipping_status, amount, currency, created_at, age_hours, flagged, ship_due_at, presets } = order;
  return { order_id, status, payment_status, shipping_status, amount, currency, created_at, age_hours, flagged, ship_due_at, presets };
}
