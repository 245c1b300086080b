import { sql, type Sql } from '@ownerbot/storage';
import type { ShopAnswer } from '../../envelope';
import { instant, instantOrNull } from '../../instants';
import type { OrderDetailData } from '../../methods/order-detail';
import type { FoundOrder, OrderCounts, OrdersSearchData, OrdersSearchQuery } from '../../methods/orders-search';
import { money } from '../../money';
import { nextCursor, type SortKey } from '../../rules/reads/list-page';
import { noSuchOrder, orderDetailAnswer } from '../../rules/reads/orders/order-detail';
import { ageHours, checkOrdersQuery, ordersAnswer, ordersKey, startOrdersPage } from '../../rules/reads/orders/orders-search';
import { filterCondition, presetConditions, presetsOfOrder } from './order-conditions';
import { checkOther, type SisDbRead } from './sis-db-read';

type OrderInRow = Omit<FoundOrder, 'created_at' | 'paid_at' | 'ship_due_at' | 'age_hours'> & { readonly created_at: Date; readonly paid_at: Date | null; readonly ship_due_at: Date | null };
type PageRow = { readonly total: number; readonly total_amount: string; readonly oldest: Date | null; readonly other: string | null } & (OrderInRow | { readonly order_id: null });

/** Presets and ages as of the first page for all pages of a list; its place is the moment an order was made, which never changes. */
export async function readOrdersSearch(read: SisDbRead, query: OrdersSearchQuery): Promise<ShopAnswer<OrdersSearchData>> {
  checkOrdersQuery(query, read.now);
  const start = startOrdersPage(read, query);
  const at: SisDbRead = { ...read, now: start.asOf };
  const rows = await at.tx.query<PageRow>(pageQuery(at, query, start.after));
  const [first] = rows;
  checkOther(at, [first?.other ?? null]);
  const oldest = first?.oldest ?? null;
  const found = rows.filter((row): row is PageRow & OrderInRow => row.order_id !== null);
  const items = found.slice(0, query.limit);
  const last = found.length > query.limit ? items.at(-1) : undefined;
  return ordersAnswer(at, query, {
    page: { total: first?.total ?? 0, shown: items.length, next_cursor: last === undefined ? null : nextCursor(start, ordersKey(last)) },
    items: items.map((row) => foundOrder(row, at)),
    summary: { amount: money(first?.total_amount ?? 0), oldest_age_hours: oldest === null ? null : ageHours(oldest, at.now) },
    ...(query.include_counts === true ? { counts: await readCounts(at, query) } : {}),
  });
}

/** To the millisecond, as a cursor keeps it. */
const CREATED = sql`date_trunc('milliseconds', created_at)`;

function pageQuery({ now, call }: SisDbRead, query: OrdersSearchQuery, after: SortKey | null): Sql {
  const isInPreset = query.preset === undefined ? sql`true` : presetConditions(now, query.pending_hours ?? null)[query.preset];
  const createdAt = after === null ? null : new Date(-Number(after[0]));
  // Read twice and kept nowhere: a million matches that are kept on the way would be written to disk. All columns are read of the page's few alone.
  return sql`
    with matched as not materialized (
      select order_id, amount, currency, ${CREATED} as created from orders where ${filterCondition(call.shopId, query)} and ${isInPreset}
    ), page as (
      select order_id from matched
      where ${after === null}::bool or created < ${createdAt}::timestamptz
        or (created = ${createdAt}::timestamptz and order_id collate "C" > ${after === null ? null : String(after[1])}::text)
      order by created desc, order_id collate "C" limit ${query.limit + 1}::int
    ), shown as (
      select order_id, status, currency, amount::text as amount, ${CREATED} as created_at, customer_id, customer_phone, payment_status, paid_at, shipping_status,
        ship_due_at, flagged, ${presetsOfOrder(now)} as presets
      from page join orders as o using (order_id) where o.shop_id = ${call.shopId}::integer
    )
    select summary.*, shown.*
    from (select count(*)::int as total, coalesce(sum(amount), 0)::text as total_amount, min(created) as oldest,
        max(currency) filter (where currency <> ${call.currency}::text) as other from matched) as summary
      left join shown on true
    order by shown.created_at desc, shown.order_id collate "C"`;
}

async function readCounts({ tx, now, call }: SisDbRead, query: OrdersSearchQuery): Promise<OrderCounts> {
  const holds = presetConditions(now, null);
  const matched = sql`from orders where ${filterCondition(call.shopId, query)}`;
  const [presets] = await tx.query<{ by_preset: OrderCounts['by_preset'] }>(sql`
    select jsonb_build_object('stuck', count(*) filter (where ${holds.stuck}), 'late_ship', count(*) filter (where ${holds.late_ship}),
      'payment_issues', count(*) filter (where ${holds.payment_issues}), 'awaiting_payment', count(*) filter (where ${holds.awaiting_payment}),
      'attention', count(*) filter (where ${holds.attention})) as by_preset ${matched}`);
  const groups = await tx.query<{ status: string; payment: string; size: number }>(sql`
    select status, coalesce(payment_status, 'none') as payment, count(*)::int as size ${matched} group by 1, 2`);
  return { by_status: sizes(groups, 'status'), by_payment_status: sizes(groups, 'payment'), by_preset: presets?.by_preset ?? {} };
}

function sizes(groups: readonly { status: string; payment: string; size: number }[], by: 'status' | 'payment'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const group of groups) counts[group[by]] = (counts[group[by]] ?? 0) + group.size;
  return counts;
}

function foundOrder(row: OrderInRow, { now }: SisDbRead): FoundOrder {
  return {
    order_id: row.order_id,
    status: row.status,
    amount: money(row.amount),
    currency: row.currency,
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

type Moment = 'paid_at' | 'refunded_at' | 'ship_due_at' | 'shipped_at' | 'delivered_at' | 'flagged_at';
type DetailInRow = Omit<OrderDetailData, Moment | 'created_at' | 'updated_at' | 'flagged_by' | 'items'> &
  Readonly<Record<Moment, Date | null>> & { readonly created_at: Date; readonly updated_at: Date; readonly flagged_by: string | null };
type LineInRow = { readonly product_id: string; readonly sku: string; readonly title: string; readonly qty: number; readonly unit_price: string; readonly line_total: string };

/** `NOT_FOUND` for an id that no view row has. */
export async function readOrderDetail(read: SisDbRead, orderId: string): Promise<ShopAnswer<OrderDetailData>> {
  const { tx, call, now } = read;
  const [row] = await tx.query<DetailInRow>(sql`
    select order_id, status, currency, amount, amount_gross, discount, coupon_code, customer_id, customer_phone, created_at, updated_at, payment_status, paid_at,
      refunded_at, shipping_status, ship_due_at, shipped_at, delivered_at, flagged, flag_reason, flagged_at, flagged_by, ${presetsOfOrder(now)} as presets
    from orders where shop_id = ${call.shopId}::integer and order_id = ${orderId}::text limit 1`);
  if (row === undefined) throw noSuchOrder();
  checkOther(read, [row.currency]);
  const lines = await tx.query<LineInRow>(sql`
    select product_id, sku, title, qty, unit_price, qty * unit_price as line_total
    from order_items where shop_id = ${call.shopId}::integer and order_id = ${orderId}::text order by product_id`);
  return orderDetailAnswer(read, {
    ...row,
    amount: money(row.amount),
    amount_gross: money(row.amount_gross),
    discount: money(row.discount),
    created_at: instant(row.created_at),
    updated_at: instant(row.updated_at),
    paid_at: instantOrNull(row.paid_at),
    refunded_at: instantOrNull(row.refunded_at),
    ship_due_at: instantOrNull(row.ship_due_at),
    shipped_at: instantOrNull(row.shipped_at),
    delivered_at: instantOrNull(row.delivered_at),
    flagged_at: instantOrNull(row.flagged_at),
    flagged_by: row.flagged_by === null ? null : Number(row.flagged_by),
    items: lines.map((line) => ({ ...line, product_id: Number(line.product_id), unit_price: money(line.unit_price), line_total: money(line.line_total) })),
  });
}
