import { DEFAULT_SEED } from '../seed/build-demo-shop';
import type { DemoRows } from '../seed/rows';
import { money, percentChange, sumOf } from '../../money';
import type { OrderAt } from './orders-at';
import { presetSizes } from './presets';
import { kpiOf, refundRates, topProducts, trustSignals, type OffsetWindow } from './sales-figures';
import { bumpOf, chatQueueOf, funnelOf, fxRepriceOf, inventoryOf, reorderOf } from './stock-figures';

/** The seed whose figures the specification states. */
export const REFERENCE_SEED = DEFAULT_SEED;

/** Local time of day at which the figures of today hold. */
export const REFERENCE_HOUR = 12;

export interface ReferenceModel {
  readonly rows: DemoRows;
  readonly orders: readonly OrderAt[];
  readonly now: Date;
  readonly tz: string;
}

export interface ReferenceFigure {
  readonly name: string;
  readonly expected: unknown;
  find(model: ReferenceModel): unknown;
}

/** The windows of the specification's table: created, paid, gross, net, average, items, refunds, their sum. */
export const REFERENCE_WINDOWS: readonly (readonly [name: string, window: OffsetWindow, figures: readonly (number | string)[]])[] = [
  ['today so far', { from: 0, to: 0 }, [6, 3, '159.00', '159.00', '53.00', 4, 0, '0.00']],
  ['yesterday', { from: 1, to: 1 }, [20, 14, '1191.00', '1170.90', '83.64', 25, 1, '144.00']],
  ['days 1-7', { from: 7, to: 1 }, [112, 85, '6599.00', '6505.45', '76.53', 149, 4, '353.00']],
  ['days 8-14', { from: 14, to: 8 }, [105, 86, '6174.00', '6140.70', '71.40', 138, 5, '278.00']],
  ['days 1-30', { from: 30, to: 1 }, [460, 365, '27941.00', '27675.55', '75.82', 616, 18, '1358.10']],
  ['days 31-60', { from: 60, to: 31 }, [436, 344, '25705.00', '25397.40', '73.83', 538, 23, '1784.00']],
  ['days 1-90', { from: 90, to: 1 }, [1316, 1043, '81111.00', '80067.05', '76.77', 1714, 66, '4517.05']],
  ['days 91-180', { from: 180, to: 91 }, [1147, 912, '70872.00', '70069.90', '76.83', 1493, 47, '3603.30']],
];

const WEEK: OffsetWindow = { from: 7, to: 1 };
const WEEK_BEFORE: OffsetWindow = { from: 14, to: 8 };
const MONTH: OffsetWindow = { from: 30, to: 1 };
/** The preset of 90 days: today and the 89 days before. */
const QUARTER: OffsetWindow = { from: 89, to: 0 };

const windowFigures: readonly ReferenceFigure[] = REFERENCE_WINDOWS.map(([name, window, expected]) => ({
  name: `kpi ${name}`,
  expected,
  find: ({ orders }) => {
    const kpi = kpiOf(orders, window);
    return [
      kpi.orders_created,
      kpi.orders_paid,
      kpi.revenue_gross,
      kpi.revenue_net,
      kpi.aov,
      kpi.items_sold,
      kpi.refunds_count,
      kpi.refunds_amount,
    ];
  },
}));

const salesFigures: readonly ReferenceFigure[] = [
  {
    name: 'week against week: net and paid, change and percent',
    expected: ['364.75', '5.94', -1, '-1.16'],
    find: ({ orders }) => {
      const [a, b] = [kpiOf(orders, WEEK), kpiOf(orders, WEEK_BEFORE)];
      return [
        money(sumOf([a.revenue_net, `-${b.revenue_net}`])),
        percentChange(a.revenue_net, b.revenue_net),
        a.orders_paid - b.orders_paid,
        percentChange(a.orders_paid, b.orders_paid),
      ];
    },
  },
  {
    name: 'top products by revenue, days 1-7',
    expected: { first: [[9, '1106.00', 14], [2, '702.00', 13], [1, '588.00', 12]], sold: 21, revenue: '6599.00', units: 149 },
    find: ({ orders }) => {
      const rows = topProducts(orders, WEEK, 'revenue');
      return {
        first: rows.slice(0, 3).map((row) => [row.productId, money(row.revenue), row.qty]),
        sold: rows.length,
        revenue: money(sumOf(rows.map((row) => row.revenue))),
        units: rows.reduce((sum, row) => sum + row.qty, 0),
      };
    },
  },
  {
    name: 'top products by units, days 1-30',
    expected: [[15, 61], [1, 56], [21, 56]],
    find: ({ orders }) => topProducts(orders, MONTH, 'qty').slice(0, 3).map((row) => [row.productId, row.qty]),
  },
  {
    name: 'refund anomalies, 90 days',
    expected: { overall: [64, 1098, '5.83'], products: [[11, '12.86'], [14, '12.33'], [5, '8.85'], [7, '8.33'], [13, '7.14']] },
    find: ({ orders }) => {
      const rates = refundRates(orders, QUARTER, { minOrders: 30, deltaPp: 1 });
      return {
        overall: [rates.refunds, rates.orders, rates.ratePct],
        products: rates.rows.map((row) => [row.productId, row.ratePct]),
      };
    },
  },
  {
    name: 'trust signals, 90 days',
    expected: { refunds: 12, highest: [['CUS-032', 3, 90], ['CUS-190', 3, 90]], coupons: 10, couponScores: [40] },
    find: ({ orders }) => {
      const signals = trustSignals(orders, QUARTER);
      const coupons = signals.filter((one) => one.signal === 'COUPON_REPEAT');
      return {
        refunds: signals.filter((one) => one.signal === 'REFUND_REPEAT').length,
        highest: signals.slice(0, 2).map((one) => [one.customerId, one.count, one.score]),
        coupons: coupons.length,
        couponScores: [...new Set(coupons.map((one) => one.score))],
      };
    },
  },
  { name: 'funnel, days 1-7', expected: [4166, 1032, 242, 112, 85], find: ({ rows, orders }) => funnelOf(rows.funnel, orders, WEEK) },
  { name: 'visible orders', expected: 2700, find: ({ orders }) => orders.length },
  {
    name: 'preset sizes',
    expected: { stuck: 2, late_ship: 2, payment_issues: 3, awaiting_payment: 3, attention: 5 },
    find: ({ orders, now, tz }) => presetSizes(orders, now, tz),
  },
];

const shopFigures: readonly ReferenceFigure[] = [
  {
    name: 'inventory',
    expected: {
      total: 24,
      active: 21,
      out_of_stock: [3, 12],
      low_stock: [2, 6, 7, 10, 14, 16, 18, 22],
      missing_photo: [12, 16],
      missing_video: [4, 8, 17],
      missing_price: [8, 20],
      return_flags: [7, 11, 18, 24],
      unpublished: [19, 23, 24],
    },
    find: ({ rows }) => inventoryOf(rows.products),
  },
  {
    name: 'reorder plan, product 1',
    expected: { units: 26, daily: '1.86', reorder_point: '39.0', cover: '12.9', order: 41 },
    find: ({ rows, orders }) => reorderOfProduct(rows, orders, 1),
  },
  {
    name: 'reorder plan, product 15: cover and order',
    expected: ['54.2', 0],
    find: ({ rows, orders }) => {
      const plan = reorderOfProduct(rows, orders, 15);
      return [plan?.cover, plan?.order];
    },
  },
  { name: 'price bump of 5 %', expected: { targets: 22, max_pct: '11.11', anomalies: 0 }, find: ({ rows }) => bumpOf(rows.products, 5) },
  {
    name: 'price bump of 20 %: largest, anomalies',
    expected: ['25.00', 0],
    find: ({ rows }) => {
      const bump = bumpOf(rows.products, 20);
      return [bump.max_pct, bump.anomalies];
    },
  },
  { name: 'price bump of 25 %', expected: { targets: 22, max_pct: '33.33', anomalies: 17 }, find: ({ rows }) => bumpOf(rows.products, 25) },
  {
    name: 'reprice at the present rate',
    expected: { targets: 22, max_pct: '11.11', anomalies: 0 },
    find: ({ rows }) => fxRepriceOf(rows.products, rows.fx),
  },
  {
    name: 'uses of coupons',
    expected: { WELCOME10: 105, VIP25: 40, SHIP5: 47, SPRING15: 25, HOODIE15: 0 },
    find: ({ rows }) => Object.fromEntries(rows.coupons.map((coupon) => [coupon.code, coupon.used_count])),
  },
  {
    name: 'queue of chats',
    expected: { open: 5, unanswered: 4, over_2h: 4, over_6h: 2, over_24h: 1 },
    find: ({ rows }) => chatQueueOf(rows.threads),
  },
];

function reorderOfProduct(rows: DemoRows, orders: readonly OrderAt[], productId: number) {
  const product = rows.products.find((one) => one.product_id === productId);
  return product === undefined ? null : reorderOf(orders, product);
}

/** The figures that hold for {@link REFERENCE_SEED} at noon, as long as nothing was edited (demo data, section 7). */
export const REFERENCE_FIGURES: readonly ReferenceFigure[] = [...windowFigures, ...salesFigures, ...shopFigures];
