import { Decimal } from 'decimal.js';
import { money } from '../../money';
import type { ChatThreadRow, FunnelRow, FxRow, ProductRow } from '../seed/rows';
import type { OrderAt } from './orders-at';
import { isIn, paidIn, topProducts, type OffsetWindow } from './sales-figures';

const LOW_STOCK = 5;

/** Product ids by inventory section (SIS API v1, 8.6). */
export function inventoryOf(products: readonly ProductRow[]) {
  const active = products.filter((product) => product.status === 'ACTIVE');
  const ids = (rows: readonly ProductRow[]): number[] => rows.map((product) => product.product_id);
  return {
    total: products.length,
    active: active.length,
    out_of_stock: ids(active.filter((product) => product.stock_qty === 0)),
    low_stock: ids(active.filter((product) => product.stock_qty >= 1 && product.stock_qty <= LOW_STOCK)),
    missing_photo: ids(active.filter((product) => !product.has_photo)),
    missing_video: ids(active.filter((product) => !product.has_video)),
    missing_price: ids(active.filter((product) => product.base_price === null)),
    return_flags: ids(products.filter((product) => product.return_flagged)),
    unpublished: ids(products.filter((product) => product.status === 'ARCHIVED')),
  };
}

/** The reorder plan of one product from the mean of the last 14 complete days, with the plan's default times. */
export function reorderOf(orders: readonly OrderAt[], product: ProductRow) {
  const historyDays = 14;
  const coveredDays = 14 + 7;
  const horizonDays = 14;
  const units = topProducts(orders, { from: historyDays, to: 1 }, 'qty').find((row) => row.productId === product.product_id)?.qty ?? 0;
  // Multiplied before it is divided: 26 / 14 × 35 must be 65, not a little more.
  const expectedIn = (days: number): Decimal => new Decimal(units).times(days).div(historyDays);
  const isNeeded = units > 0 && expectedIn(coveredDays).gte(product.stock_qty);
  return {
    units,
    daily: expectedIn(1).toFixed(2, Decimal.ROUND_HALF_UP),
    reorder_point: expectedIn(coveredDays).toFixed(1, Decimal.ROUND_HALF_UP),
    cover: units === 0 ? null : new Decimal(product.stock_qty).times(historyDays).div(units).toFixed(1, Decimal.ROUND_HALF_UP),
    order: isNeeded ? Math.max(0, expectedIn(coveredDays + horizonDays).minus(product.stock_qty).ceil().toNumber()) : 0,
  };
}

const ANOMALY_OVER_PCT = 25;

/** The reach of new prices that are rounded up to whole numbers: targets, largest change, anomalies above 25 %. */
export function repriceOf(products: readonly ProductRow[], newPrice: (product: ProductRow) => Decimal | null) {
  const changes = products.flatMap((product) => {
    const price = product.base_price === null ? null : newPrice(product);
    return price === null ? [] : [price.ceil().minus(product.base_price ?? 0).div(product.base_price ?? 1).times(100)];
  });
  return {
    targets: changes.length,
    max_pct: money(Decimal.max(0, ...changes)),
    anomalies: changes.filter((change) => change.gt(ANOMALY_OVER_PCT)).length,
  };
}

export function bumpOf(products: readonly ProductRow[], percent: number) {
  return repriceOf(products, (product) => new Decimal(product.base_price ?? 0).times(100 + percent).div(100));
}

export function fxRepriceOf(products: readonly ProductRow[], fx: FxRow) {
  return repriceOf(products, (product) => (product.input_price === null ? null : new Decimal(product.input_price).times(fx.rate)));
}

/** Views, opens, carts, created and paid orders of a window. */
export function funnelOf(rows: readonly FunnelRow[], orders: readonly OrderAt[], window: OffsetWindow): number[] {
  const days = rows.filter((row) => isIn(window, row.day_offset));
  const total = (figure: 'views' | 'opens' | 'carts'): number => days.reduce((sum, row) => sum + row[figure], 0);
  return [
    total('views'),
    total('opens'),
    total('carts'),
    orders.filter((order) => isIn(window, order.createdDay)).length,
    paidIn(orders, window).length,
  ];
}

/** Open threads, and the unanswered ones by the hours that they have waited at least. */
export function chatQueueOf(threads: readonly ChatThreadRow[]) {
  const open = threads.filter((thread) => thread.open);
  const waiting = open
    .filter((thread) => thread.last_reply_age_minutes === null || thread.last_reply_age_minutes > thread.last_customer_age_minutes)
    .map((thread) => thread.last_customer_age_minutes);
  const atLeast = (hours: number): number => waiting.filter((minutes) => minutes >= hours * 60).length;
  return { open: open.length, unanswered: waiting.length, over_2h: atLeast(2), over_6h: atLeast(6), over_24h: atLeast(24) };
}
