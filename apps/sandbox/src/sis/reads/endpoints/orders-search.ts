import {
  MAX_WINDOW_DAYS,
  money,
  ORDER_PRESETS,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  SHIPPING_STATUSES,
  sumOf,
  type FoundOrder,
  type OrderCounts,
  type OrderPreset,
  type OrdersSearchData,
  type WindowQuery,
} from '@ownerbot/shop';
import { invalid } from '../../sis-refusal';
import { pageRequest } from '../pages';
import { isInPreset, presetsOf } from '../presets';
import type { QueryReader } from '../query-reader';
import type { ReadEndpoint } from '../read-endpoint';
import { instantOf, isoOf, ordersAt, type OrderAt } from '../shop-at';
import { completenessOf } from '../windows';

const HOUR_MS = 3_600_000;
const PHONE_DIGITS_MIN = 4;

export const ordersSearch: ReadEndpoint = {
  capability: 'orders',
  read({ sim, now, path, query, reader, currency, filtersHash }) {
    const paging = pageRequest(query, path, now);
    const at = paging.asOf;
    const filters = readFilters(reader, now);
    const window = filters.window;
    const visible = ordersAt(sim.store.state().rows, { now: at, tz: window?.tz ?? sim.timezone });
    const matching = visible.filter((order) => matches(order, filters));
    const { preset, pendingHours } = filters;
    const found = (preset === undefined ? matching : matching.filter((order) => isInPreset(order, preset, at, pendingHours))).sort(newestFirst);
    const { page, items } = paging.cut(found, (order) => order.row.order_id);
    const oldest = found.length === 0 ? null : Math.min(...found.map((order) => order.createdAt));
    const data: OrdersSearchData = {
      page,
      items: items.map((order) => foundOrder(order, { at, currency })),
      summary: { amount: money(sumOf(found.map((order) => order.row.amount))), oldest_age_hours: oldest === null ? null : hoursSince(oldest, at) },
      ...(reader.flag('include_counts') === true ? { counts: countsOf(matching, at) } : {}),
    };
    return {
      data,
      sources: ['sis:orders'],
      filtersHash,
      asOf: at,
      counts: { total: page.total, shown: page.shown },
      ...(window === undefined
        ? {}
        : { window: { from: window.from, to: window.to, timezone: window.tz, granularity: 'total' as const }, completeness: completenessOf(sim, window, at) }),
    };
  },
};

interface Filters {
  readonly preset?: OrderPreset;
  readonly pendingHours?: number;
  readonly status?: string;
  readonly paymentStatus?: string;
  readonly shippingStatus?: string;
  readonly flagged?: boolean;
  readonly text?: string;
  readonly window?: WindowQuery;
}

function readFilters(reader: QueryReader, now: Date): Filters {
  const preset = reader.oneOf('preset', ORDER_PRESETS);
  const pendingHours = reader.integer('pending_hours', { min: 1, max: 720 });
  if (pendingHours !== undefined && preset !== 'stuck' && preset !== 'payment_issues') {
    throw invalid('pending_hours', 'only with preset stuck or payment_issues');
  }
  const hasWindow = ['from', 'to', 'tz'].some((name) => reader.has(name));
  return {
    preset,
    pendingHours,
    status: reader.oneOf('status', ORDER_STATUSES),
    paymentStatus: reader.oneOf('payment_status', PAYMENT_STATUSES),
    shippingStatus: reader.oneOf('shipping_status', SHIPPING_STATUSES),
    flagged: reader.flag('flagged'),
    text: reader.text('q', { min: 2, max: 64 })?.toLowerCase(),
    window: hasWindow ? reader.window(now, { min: 1, max: MAX_WINDOW_DAYS }) : undefined,
  };
}

function matches({ row, createdDay }: OrderAt, filters: Filters): boolean {
  const { status, paymentStatus, shippingStatus, flagged, text, window } = filters;
  if (status !== undefined && row.status !== status) return false;
  if (paymentStatus !== undefined && row.payment_status !== paymentStatus) return false;
  if (shippingStatus !== undefined && row.shipping_status !== shippingStatus) return false;
  if (flagged !== undefined && row.flagged !== flagged) return false;
  if (window !== undefined && (createdDay < window.from || createdDay > window.to)) return false;
  return text === undefined || holdsText(row, text);
}

function holdsText(row: OrderAt['row'], text: string): boolean {
  if (row.order_id.toLowerCase().includes(text) || row.customer_id.toLowerCase().includes(text)) return true;
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= PHONE_DIGITS_MIN && row.customer_phone.replaceAll(/\D/g, '').includes(digits);
}

function newestFirst(a: OrderAt, b: OrderAt): number {
  return b.createdAt - a.createdAt || (a.row.order_id < b.row.order_id ? -1 : 1);
}

function hoursSince(ms: number, at: Date): number {
  return Math.floor((at.getTime() - ms) / HOUR_MS);
}

function foundOrder(order: OrderAt, { at, currency }: { at: Date; currency: string }): FoundOrder {
  const { row } = order;
  return {
    order_id: row.order_id,
    status: row.status,
    amount: row.amount,
    currency,
    created_at: isoOf(order.createdAt),
    customer_id: row.customer_id,
    customer_phone: row.customer_phone,
    payment_status: row.payment_status,
    paid_at: instantOf(order.paidAt),
    shipping_status: row.shipping_status,
    ship_due_at: instantOf(order.shipDueAt),
    flagged: row.flagged,
    presets: presetsOf(order, at),
    age_hours: hoursSince(order.createdAt, at),
  };
}

/** Over the orders that match everything except the preset. */
function countsOf(orders: readonly OrderAt[], at: Date): OrderCounts {
  return {
    by_status: tally(orders.map((order) => order.row.status)),
    by_payment_status: tally(orders.map((order) => order.row.payment_status ?? 'none')),
    by_preset: Object.fromEntries(ORDER_PRESETS.map((preset) => [preset, orders.filter((order) => isInPreset(order, preset, at)).length])),
  };
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
