import { money, sumOf } from '../../money';
import { couponUses } from '../seed/other-rows';
import type { DemoRows } from '../seed/rows';
import type { OrderAt } from './orders-at';
import { kpiOf, lineTotal, topProducts } from './sales-figures';

export interface Invariant {
  readonly name: string;
  /** What breaks the law, by id; empty when it holds. */
  breaches(rows: DemoRows, orders: readonly OrderAt[]): string[];
}

const ALL_DAYS = { from: 199, to: 0 };

/** Laws of the rows that hold for any seed (demo data, section 7). */
export const INVARIANTS: readonly Invariant[] = [
  {
    name: 'amount = gross - discount, gross = sum of lines',
    breaches: (_rows, orders) =>
      orders
        .filter(({ row, items }) => {
          const gross = sumOf(items.map(lineTotal));
          return !gross.eq(row.amount_gross) || !gross.minus(row.discount).eq(row.amount);
        })
        .map(({ row }) => row.order_id),
  },
  {
    name: 'coupon used_count = orders using it',
    breaches: (rows) => {
      const uses = couponUses(rows.orders);
      return rows.coupons.filter((coupon) => coupon.used_count !== (uses.get(coupon.code) ?? 0)).map((coupon) => coupon.code);
    },
  },
  {
    name: "every item's order and product exist",
    breaches: (rows) => {
      const orders = new Set(rows.orders.map((order) => order.order_id));
      const products = new Set(rows.products.map((product) => product.product_id));
      return rows.items
        .filter((item) => !orders.has(item.order_id) || !products.has(item.product_id))
        .map((item) => `${item.order_id}/${item.product_id}`);
    },
  },
  {
    name: 'no customer outside CUS-001..CUS-200',
    breaches: (rows) =>
      rows.orders.filter(({ customer_id: id }) => !/^CUS-(0(?!00)\d\d|1\d\d|200)$/.test(id)).map((order) => order.order_id),
  },
  {
    name: 'every order is either anchored or live',
    breaches: (rows) =>
      rows.orders
        .filter((order) => (order.age_minutes === null) !== (order.day_offset !== null && order.local_minute !== null))
        .map((order) => order.order_id),
  },
  {
    name: 'sum of product revenue = gross',
    breaches: (_rows, orders) => {
      const gross = kpiOf(orders, ALL_DAYS).revenue_gross;
      const products = money(sumOf(topProducts(orders, ALL_DAYS, 'revenue').map((row) => row.revenue)));
      return gross === products ? [] : [`${products} of products, ${gross} of orders`];
    },
  },
];
