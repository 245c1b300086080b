import { refuse } from '../../../errors';
import type { ShopAnswer } from '../../../envelope';
import { filtersHash } from '../../../filters-hash';
import { instant, instantOrNull } from '../../../instants';
import { checkWindow } from '../../../check-window';
import type { FoundOrder, OrderCounts, OrdersSearchData, OrdersSearchQuery } from '../../../methods/orders-search';
import { ORDER_PRESETS } from '../../../methods/shared-types';
import { money, sumOf } from '../../../money';
import { pageOf, startPage, type PageStart, type SortKey } from '../list-page';
import { isInPreset, presetsOf } from './order-presets';
import { answerOf, type ReadAt } from '../read-at';
import type { ResolvedOrder } from './resolve-orders';

const HOUR_MS = 3_600_000;
const PHONE_DIGITS_MIN = 4;

/** Begins a page of an order list. The zone moves anchored orders, so a cursor is good in its own zone only. */
export function startOrdersPage(read: ReadAt, query: OrdersSearchQuery): PageStart {
  return startPage(query, filtersHash('ordersSearch page', { ...askedOf(read, query), zone: read.call.timezone }), read.now);
}

/** Newest first, then by id. */
export function ordersKey(order: { readonly created_at: Date; readonly order_id: string }): SortKey {
  return [-order.created_at.getTime(), order.order_id];
}

export function checkOrdersQuery(query: OrdersSearchQuery, now: Date): void {
  if (query.window !== undefined) checkWindow(query.window, now);
  if (query.q !== undefined && (query.q.length < 2 || query.q.length > 64)) throw refuse('q', 'length', '2..64 characters');
  const hours = query.pending_hours;
  if (hours === undefined) return;
  if (!Number.isInteger(hours) || hours < 1 || hours > 720) throw refuse('pending_hours', 'range', '1..720');
  if (query.preset !== 'stuck' && query.preset !== 'payment_issues') {
    throw refuse('pending_hours', 'preset', 'only with preset stuck or payment_issues');
  }
}

/** The orders of rows in memory; `orders` are resolved at the moment of the page's list. */
export function searchOrders(read: ReadAt, query: OrdersSearchQuery, start: PageStart, orders: readonly ResolvedOrder[]): ShopAnswer<OrdersSearchData> {
  const at: ReadAt = { ...read, now: start.asOf };
  const filtered = orders.filter((order) => passesFilters(order, query));
  const { preset } = query;
  const matched = preset === undefined ? filtered : filtered.filter((order) => isInPreset(order, preset, at.now, query.pending_hours ?? null));
  const { page, items } = pageOf(start, matched, ordersKey);
  const oldest = matched.reduce<Date | null>((first, { created_at: created }) => (first === null || created < first ? created : first), null);
  return ordersAnswer(at, query, {
    page,
    items: items.map((order) => foundOrder(at, order)),
    summary: { amount: money(sumOf(matched.map((order) => order.amount))), oldest_age_hours: oldest === null ? null : ageHours(oldest, at.now) },
    ...(query.include_counts === true ? { counts: countsOf(filtered, at.now) } : {}),
  });
}

export function ordersAnswer(at: ReadAt, query: OrdersSearchQuery, data: OrdersSearchData): ShopAnswer<OrdersSearchData> {
  const { window } = query;
  return answerOf(at, data, {
    sources: ['orders'],
    filters_hash: filtersHash('ordersSearch', askedOf(at, query)),
    counts: { total: data.page.total, shown: data.page.shown },
    ...(window === undefined ? {} : { window: { ...window, granularity: 'total' } }),
  });
}

function askedOf({ call }: ReadAt, query: OrdersSearchQuery) {
  const { window, ...filters } = query;
  // A list is the same on all its pages.
  return { shop_id: call.shopId, ...filters, limit: undefined, cursor: undefined, ...window };
}

function passesFilters(order: ResolvedOrder, query: OrdersSearchQuery): boolean {
  const { window, q } = query;
  return (
    (query.status === undefined || order.status === query.status) &&
    (query.payment_status === undefined || order.payment_status === query.payment_status) &&
    (query.shipping_status === undefined || order.shipping_status === query.shipping_status) &&
    (query.flagged === undefined || order.flagged === query.flagged) &&
    (window === undefined || (order.created_day >= window.from && order.created_day <= window.to)) &&
    (q === undefined || matchesText(order, q.toLowerCase()))
  );
}

function matchesText(order: ResolvedOrder, text: string): boolean {
  const digits = digitsOf(text);
  return (
    order.order_id.toLowerCase().includes(text) ||
    order.customer_id.toLowerCase().includes(text) ||
    (digits.length >= PHONE_DIGITS_MIN && digitsOf(order.customer_phone).includes(digits))
  );
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

function countsOf(orders: readonly ResolvedOrder[], now: Date): OrderCounts {
  const by = (nameOf: (order: ResolvedOrder) => string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const order of orders) counts[nameOf(order)] = (counts[nameOf(order)] ?? 0) + 1;
    return counts;
  };
  return {
    by_status: by((order) => order.status),
    by_payment_status: by((order) => order.payment_status ?? 'none'),
    by_preset: Object.fromEntries(ORDER_PRESETS.map((preset) => [preset, orders.filter((order) => isInPreset(order, preset, now)).length])),
  };
}

function foundOrder({ call, now }: ReadAt, order: ResolvedOrder): FoundOrder {
  return {
    order_id: order.order_id,
    status: order.status,
    amount: order.amount,
    currency: call.currency,
    created_at: instant(order.created_at),
    customer_id: order.customer_id,
    customer_phone: order.customer_phone,
    payment_status: order.payment_status,
    paid_at: instantOrNull(order.paid_at),
    shipping_status: order.shipping_status,
    ship_due_at: instantOrNull(order.ship_due_at),
    flagged: order.flagged,
    presets: presetsOf(order, now),
    age_hours: ageHours(order.created_at, now),
  };
}

export function ageHours(createdAt: Date, now: Date): number {
  return Math.floor((now.getTime() - createdAt.getTime()) / HOUR_MS);
}
