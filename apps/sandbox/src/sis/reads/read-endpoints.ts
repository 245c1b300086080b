import {
  addDays,
  COUPON_FILTERS,
  COUPON_SORTS,
  dayOf,
  filtersHash,
  instant,
  INVENTORY_SECTIONS,
  MAX_WINDOW_DAYS,
  ORDER_PRESETS,
  ORDER_STATUSES,
  PAYMENT_STATUSES,
  SALES_GROUPS,
  SHIPPING_STATUSES,
  TOP_DIRECTIONS,
  TOP_METRICS,
  TREND_GRANULARITIES,
  type CapabilitiesData,
  type MemoryReads,
  type OrdersSearchQuery,
  type PingData,
  type READ_ENDPOINTS,
  type ShopAnswer,
} from '@ownerbot/shop';
import { decoded } from '../public/decoded';
import { snapshot } from '../public/envelope';
import type { Sim } from '../sim';
import { invalid } from '../sis-refusal';
import type { QueryReader } from './query-reader';

/** One question, read as of `now`. */
export interface Question {
  readonly sim: Sim;
  readonly now: Date;
  readonly shopId: number;
  readonly reader: QueryReader;
  readonly reads: MemoryReads;
  /** The last part of the path of an entity, as it was sent. */
  readonly id: string;
}

export interface ReadEndpoint {
  /** null: always offered. */
  readonly capability: (typeof READ_ENDPOINTS)[number] | 'fx' | null;
  answer(question: Question): ShopAnswer<object>;
}

const API_VERSION = '1.0';
const HISTORY_DAYS = 200;
const DEFAULT_TOP = 10;
const DEFAULT_LOW_STOCK = 5;
const DEFAULT_EXPIRING_DAYS = 7;
const DEFAULT_HISTORY_LIMIT = 200;

/** Every GET by its path below `/ownerbot/v1/`, with the defaults of the contract; that of an operation stands apart. */
const READS: Readonly<Record<string, ReadEndpoint>> = {
  ping: {
    capability: null,
    answer({ now, shopId }) {
      const data: PingData = { service: 'sis', gateway: 'ownerbot', api_version: API_VERSION, time: instant(now) };
      return snapshot({ data, at: now, source: 'sis', filtersHash: filtersHash('ping', { shop_id: shopId }) });
    },
  },
  capabilities: {
    capability: null,
    answer: ({ sim, now, shopId }) =>
      snapshot({ data: capabilitiesOf(sim, now, shopId), at: now, source: 'sis:settings', filtersHash: filtersHash('capabilities', { shop_id: shopId }) }),
  },
  'kpi/summary': { capability: 'kpi', answer: ({ reads, reader }) => reads.kpiSummary(reader.window()) },
  'revenue/trend': {
    capability: 'revenue_trend',
    answer: ({ reads, reader }) =>
      reads.revenueTrend({
        ...reader.window(),
        granularity: reader.oneOf('granularity', TREND_GRANULARITIES) ?? 'day',
        include_previous: reader.flag('include_previous') ?? false,
      }),
  },
  'orders/search': { capability: 'orders', answer: ({ reads, reader }) => reads.ordersSearch(ordersQuery(reader)) },
  'products/top': {
    capability: 'products_top',
    answer({ reads, reader }) {
      const direction = reader.oneOf('direction', TOP_DIRECTIONS) ?? 'top';
      return reads.productsTop({
        ...reader.window(),
        metric: reader.oneOf('metric', TOP_METRICS) ?? 'revenue',
        direction,
        group_by: reader.oneOf('group_by', SALES_GROUPS) ?? 'product',
        limit: reader.integer('limit', { min: 1, max: 30 }) ?? DEFAULT_TOP,
        include_zero: reader.flag('include_zero') ?? direction === 'bottom',
      });
    },
  },
  inventory: {
    capability: 'inventory',
    answer({ reads, reader }) {
      const section = reader.oneOf('section', ['all', ...INVENTORY_SECTIONS]);
      if (section === undefined) throw invalid('section', `all, ${INVENTORY_SECTIONS.join(', ')}`);
      const low = reader.integer('low_stock_lte', { min: 0, max: 999 }) ?? DEFAULT_LOW_STOCK;
      return reads.inventory({ section, low_stock_lte: low, product_ids: reader.ids('product_ids'), ...reader.page() });
    },
  },
  'chats/unanswered': {
    capability: 'chats',
    answer: ({ reads, reader }) => reads.chatsUnanswered({ threshold_hours: reader.integer('threshold_hours', { min: 0, max: 168 }) ?? 0, ...reader.page() }),
  },
  'chats/queue': { capability: 'chats', answer: ({ reads }) => reads.chatsQueue() },
  coupons: {
    capability: 'coupons_read',
    answer: ({ reads, reader }) =>
      reads.coupons({
        state: reader.oneOf('state', COUPON_FILTERS) ?? 'all',
        expiring_days: reader.integer('expiring_days', { min: 1, max: 30 }) ?? DEFAULT_EXPIRING_DAYS,
        code: reader.text('code'),
        sort: reader.oneOf('sort', COUPON_SORTS) ?? 'used',
        ...reader.page(),
      }),
  },
  'sales/history': {
    capability: 'sales_history',
    answer: ({ reads, reader }) =>
      reads.salesHistory({
        ...reader.window(),
        group_by: reader.oneOf('group_by', SALES_GROUPS) ?? 'product',
        product_ids: reader.ids('product_ids'),
        ...reader.page(DEFAULT_HISTORY_LIMIT),
      }),
  },
  'actions/fx/status': { capability: 'fx', answer: ({ reads }) => reads.fxStatus() },
};

const ONE_ORDER: ReadEndpoint = { capability: 'orders', answer: ({ reads, id }) => reads.orderDetail(decoded(id).toUpperCase()) };

export function findRead(path: string): { endpoint: ReadEndpoint; id: string } | undefined {
  const endpoint = Object.hasOwn(READS, path) ? READS[path] : undefined;
  if (endpoint !== undefined) return { endpoint, id: '' };
  const id = /^orders\/([^/]+)$/.exec(path)?.[1];
  return id === undefined ? undefined : { endpoint: ONE_ORDER, id };
}

function ordersQuery(reader: QueryReader): OrdersSearchQuery {
  const hasWindow = ['from', 'to', 'tz'].some((name) => reader.has(name));
  return {
    preset: reader.oneOf('preset', ORDER_PRESETS),
    pending_hours: reader.integer('pending_hours', { min: 1, max: 720 }),
    status: reader.oneOf('status', ORDER_STATUSES),
    payment_status: reader.oneOf('payment_status', PAYMENT_STATUSES),
    shipping_status: reader.oneOf('shipping_status', SHIPPING_STATUSES),
    flagged: reader.flag('flagged'),
    q: reader.text('q'),
    window: hasWindow ? reader.window() : undefined,
    include_counts: reader.flag('include_counts'),
    ...reader.page(),
  };
}

/** The promises are those that no fault has taken back. */
function capabilitiesOf({ store, faults, timezone }: Sim, now: Date, shopId: number): CapabilitiesData {
  const { settings } = store.state();
  return {
    api_version: API_VERSION,
    shop_id: shopId,
    currency: settings.currency,
    timezone,
    history_from: settings.history_from ?? addDays(dayOf(now, timezone), 1 - HISTORY_DAYS),
    flags: {
      idempotent_applies: !faults.holds('no_idempotency'),
      enquiry: !faults.holds('no_enquiry'),
      preview_binding: !faults.holds('no_binding'),
    },
    endpoints: settings.capabilities,
    limits: { max_ids: 200, max_window_days: MAX_WINDOW_DAYS, mass_change_limit: settings.mass_change_limit, anomaly_threshold_pct: '25' },
  };
}
