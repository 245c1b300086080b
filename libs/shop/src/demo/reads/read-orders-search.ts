import { sql, type Sql } from '@ownerbot/storage';
import { refuse } from '../../errors';
import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant, instantOrNull } from '../../instants';
import { checkWindow, dayOf } from '../../local-days';
import type { FoundOrder, OrderCounts, OrdersSearchData, OrdersSearchQuery } from '../../methods/orders-search';
import { ORDER_PRESETS } from '../../methods/shared-types';
import { money } from '../../money';
import { answer, completenessOf, type DemoRead } from './demo-read';
import { readCursor, writeCursor, type OrdersPosition } from './orders-cursor';
import { filterCondition } from './orders-filter';
import { presetConditions, presetsOfOrder } from './presets-sql';

const HOUR_MS = 3_600_000;

type OrderInRow = Omit<FoundOrder, 'created_at' | 'paid_at' | 'ship_due_at' | 'age_hours' | 'currency'> & {
  readonly created_at: Date;
  readonly paid_at: Date | null;
  readonly ship_due_at: Date | null;
};
type PageRow = { readonly total: number; readonly total_amount: string; readonly oldest: Date | null } & (OrderInRow | { readonly order_id: null });

/** Searches as of one moment: that of the first page for all pages of a list, so that pages neither repeat nor skip. Reads only. */
export async function readOrdersSearch(read: DemoRead, query: OrdersSearchQuery): Promise<ShopAnswer<OrdersSearchData>> {
  checkQuery(query, read.now);
  const { limit, cursor, window, ...filters } = query;
  const asked = { shop_id: read.call.shopId, ...filters, ...window };
  // The zone moves anchored orders, so a cursor is good in its own zone only.
  const listOf = filtersHash('ordersSearch page', { ...asked, zone: read.call.timezone });
  const position = cursor === undefined ? null : readCursor(cursor, listOf, read.now);
  const at: DemoRead = { ...read, now: position?.asOf ?? read.now };

  const rows = await at.db.query<PageRow>(pageQuery(at, query, position));
  const [first] = rows;
  const oldest = first?.oldest ?? null;
  const found = rows.filter((row): row is PageRow & OrderInRow => row.order_id !== null);
  const items = found.slice(0, limit).map((row) => foundOrder(row, at));
  const last = found[limit - 1];
  const next = found.length > limit && last !== undefined ? { asOf: at.now, createdAt: last.created_at, orderId: last.order_id } : null;
  const page = { total: first?.total ?? 0, shown: items.length, next_cursor: next === null ? null : writeCursor(next, listOf, read.now) };
  return answer(
    at,
    {
      page,
      items,
      summary: { amount: money(first?.total_amount ?? 0), oldest_age_hours: oldest === null ? null : ageHours(oldest, at.now) },
      ...(query.include_counts === true ? { counts: await readCounts(at, query) } : {}),
    },
    {
      sources: ['demo:orders'],
      window: window === undefined ? null : { from: window.from, to: window.to, timezone: window.tz, granularity: 'total' },
      filters_hash: filtersHash('ordersSearch', asked),
      counts: { total: page.total, shown: page.shown },
      completeness: completenessOf(window, at.now),
    },
  );
}

function checkQuery(query: OrdersSearchQuery, now: Date): void {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 200) throw refuse('limit', 'range', '1..200');
  if (query.window !== undefined) checkWindow(query.window, now);
  if (query.q !== undefined && (query.q.length < 2 || query.q.length > 64)) throw refuse('q', 'length', '2..64 characters');
  const hours = query.pending_hours;
  if (hours === undefined) return;
  if (!Number.isInteger(hours) || hours < 1 || hours > 720) throw refuse('pending_hours', 'range', '1..720');
  if (query.preset !== 'stuck' && query.preset !== 'payment_issues') {
    throw refuse('pending_hours', 'preset', 'only with preset stuck or payment_issues');
  }
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

function ageHours(createdAt: Date, now: Date): number {
  return Math.floor((now.getTime() - createdAt.getTime()) / HOUR_MS);
}
