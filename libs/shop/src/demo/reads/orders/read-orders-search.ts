import { sql, type Sql } from '@ownerbot/storage';
import type { ShopAnswer } from '../../../envelope';
import { instant, instantOrNull } from '../../../instants';
import { dayOf } from '../../../local-days';
import type { FoundOrder, OrderCounts, OrdersSearchData, OrdersSearchQuery } from '../../../methods/orders-search';
import { ORDER_PRESETS } from '../../../methods/shared-types';
import { money } from '../../../money';
import { nextCursor, type SortKey } from '../../../rules/reads/list-page';
import { ageHours, checkOrdersQuery, ordersAnswer, ordersKey, startOrdersPage } from '../../../rules/reads/orders/orders-search';
import type { DemoRead } from '../demo-read';
import { filterCondition } from './orders-filter';
import { presetConditions, presetsOfOrder } from './presets-sql';

type OrderInRow = Omit<FoundOrder, 'created_at' | 'paid_at' | 'ship_due_at' | 'age_hours' | 'currency'> & {
  readonly created_at: Date;
  readonly paid_at: Date | null;
  readonly ship_due_at: Date | null;
};
type PageRow = { readonly total: number; readonly total_amount: string; readonly oldest: Date | null } & (OrderInRow | { readonly order_id: null });

/** Searches as of one moment: that of the first page for all pages of a list, so that pages neither repeat nor skip. Reads only. */
export async function readOrdersSearch(read: DemoRead, query: OrdersSearchQuery): Promise<ShopAnswer<OrdersSearchData>> {
  checkOrdersQuery(query, read.now);
  const start = startOrdersPage(read, query);
  const at: DemoRead = { ...read, now: start.asOf };
  const rows = await at.db.query<PageRow>(pageQuery(at, query, positionOf(start.after)));
  const [first] = rows;
  const oldest = first?.oldest ?? null;
  const found = rows.filter((row): row is PageRow & OrderInRow => row.order_id !== null);
  const items = found.slice(0, query.limit).map((row) => foundOrder(row, at));
  const last = found[query.limit - 1];
  const next = found.length > query.limit && last !== undefined ? nextCursor(start, ordersKey(last)) : null;
  return ordersAnswer(at, query, {
    page: { total: first?.total ?? 0, shown: items.length, next_cursor: next },
    items,
    summary: { amount: money(first?.total_amount ?? 0), oldest_age_hours: oldest === null ? null : ageHours(oldest, at.now) },
    ...(query.include_counts === true ? { counts: await readCounts(at, query) } : {}),
  });
}

interface OrdersPosition {
  readonly createdAt: Date;
  readonly orderId: string;
}

function positionOf(after: SortKey | null): OrdersPosition | null {
  return after === null ? null : { createdAt: new Date(-Number(after[0])), orderId: String(after[1]) };
}

function ordersOf({ now, call }: DemoRead, query: OrdersSearchQuery): Sql {
  const tz = query.window?.tz ?? call.timezone;
  return sql`demo.orders_at(${now}::timestamptz, ${tz}::text, ${dayOf(now, tz)}::date)`;
}

function pageQuery(read: DemoRead, query: OrdersSearchQuery, after: OrdersPosition | null): Sql {
  const isInPreset = query.preset === undefined ? sql`true` : presetConditions(read.now, query.pending_hours ?? null)[query.preset];
  // Only what the summary and the order need is read of all matches; the rest, of the page's few.
  return sql`
    with matched as materialized (
      select order_id, amount, created_at from ${ordersOf(read, query)} where ${filterCondition(query)} and ${isInPreset}
    ), page as (
      select order_id from matched
      where ${after === null}::bool or created_at < ${after?.createdAt ?? null}::timestamptz
        or (created_at = ${after?.createdAt ?? null}::timestamptz and order_id collate "C" > ${after?.orderId ?? null}::text)
      order by created_at desc, order_id collate "C"
      limit ${query.limit + 1}::int
    ), shown as (
      select order_id, status, amount::text as amount, created_at, customer_id, customer_phone, payment_status, paid_at, shipping_status,
        ship_due_at, flagged, ${presetsOfOrder(read.now)} as presets
      from page join ${ordersOf(read, query)} as o using (order_id)
    )
    select summary.*, shown.*
    from (select count(*)::int as total, coalesce(sum(amount), 0)::text as total_amount, min(created_at) as oldest from matched) as summary
      left join shown on true
    order by shown.created_at desc, shown.order_id collate "C"`;
}

async function readCounts(read: DemoRead, query: OrdersSearchQuery): Promise<OrderCounts> {
  const holds = presetConditions(read.now, null);
  const presets = sql`jsonb_build_object('stuck', count(*) filter (where ${holds.stuck}), 'late_ship', count(*) filter (where ${holds.late_ship}),
    'payment_issues', count(*) filter (where ${holds.payment_issues}), 'awaiting_payment', count(*) filter (where ${holds.awaiting_payment}),
    'attention', count(*) filter (where ${holds.attention}))`;
  const [counts] = await read.db.query<OrderCounts>(sql`
    with matched as materialized (select * from ${ordersOf(read, query)} where ${filterCondition(query)})
    select (select ${presets} from matched) as by_preset,
      (select coalesce(jsonb_object_agg(status, n), '{}') from (select status, count(*) as n from matched group by status) as s) as by_status,
      (select coalesce(jsonb_object_agg(payment, n), '{}')
        from (select coalesce(payment_status, 'none') as payment, count(*) as n from matched group by 1) as p) as by_payment_status`);
  return counts ?? { by_status: {}, by_payment_status: {}, by_preset: Object.fromEntries(ORDER_PRESETS.map((preset) => [preset, 0])) };
}

function foundOrder(row: OrderInRow, { now, call }: DemoRead): FoundOrder {
  return {
    order_id: row.order_id,
    status: row.status,
    amount: row.amount,
    currency: call.currency,
    created_at: instant(row.created_at),
    customer_id: row.customer_id,
    customer_phone: row.customer_phone,
    payment_status: row.payment_status,
    paid_at: instantOrNull(row.paid_at),
    shipping_status: row.shipping_status,
    ship_due_at: instantOrNull(row.ship_due_at),
    flagged: row.flagged,
    presets: row.presets,
    age_hours: ageHours(row.created_at, now),
  };
}
