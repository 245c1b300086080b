import { actionRowsOf, fxStatusOf, instant, instantOrNull, momentsOf, ordersAt, resolveCoupons, type ResolvedOrder } from '@ownerbot/shop';
import type { SimRows } from '../data/sim-rows';
import { omit } from '../omit';

const SHOP_ID = 1;

/** How the shop stands: rows that are counted back from today become moments. */
export interface StandAt {
  readonly now: Date;
  readonly tz: string;
  readonly currency: string;
}

/** Orders of later today are there already: the view lets them appear when their time has come. */
export function orderRows(rows: SimRows, { now, tz, currency }: StandAt): object[] {
  return ordersAt(rows, now, tz).map((order) => ({
    shop_id: SHOP_ID,
    order_id: order.order_id,
    status: order.status,
    currency,
    amount: order.amount,
    amount_gross: order.amount_gross,
    discount: order.discount,
    coupon_code: order.coupon_code,
    customer_id: order.customer_id,
    customer_phone: order.customer_phone,
    created_at: instant(order.created_at),
    updated_at: instant(latestOf(order)),
    payment_status: order.payment_status,
    paid_at: instantOrNull(order.paid_at),
    refunded_at: instantOrNull(order.refunded_at),
    shipping_status: order.shipping_status,
    ship_due_at: instantOrNull(order.ship_due_at),
    shipped_at: instantOrNull(order.shipped_at),
    delivered_at: instantOrNull(order.delivered_at),
    flagged: order.flagged,
    flag_reason: order.flag_reason,
    flagged_at: instantOrNull(order.flagged_at),
    flagged_by: order.flagged_by,
  }));
}

function latestOf(order: ResolvedOrder): Date {
  const times = [order.created_at, order.paid_at, order.refunded_at, order.shipped_at, order.delivered_at, order.flagged_at];
  return new Date(Math.max(...times.map((at) => at?.getTime() ?? 0)));
}

/** A line of a product that is gone keeps its number for a name. */
export function itemRows({ items, products }: SimRows): object[] {
  const byId = new Map(products.map((product) => [product.product_id, product]));
  return items.map(({ order_id, product_id, qty, unit_price }) => {
    const { sku = `#${product_id}`, title = `#${product_id}`, category = '' } = byId.get(product_id) ?? {};
    return { shop_id: SHOP_ID, order_id, product_id, sku, title, category, qty, unit_price };
  });
}

export function productRows({ products }: SimRows, { currency }: StandAt): object[] {
  return products.map((product) => ({ shop_id: SHOP_ID, currency, ...omit(product, 'input_price', 'weight') }));
}

export function threadRows({ threads }: SimRows, { now, tz }: StandAt): object[] {
  const { ago } = momentsOf(now, tz);
  return threads.map(({ thread_id, customer_id, open, last_customer_age_minutes: customer, last_reply_age_minutes: reply }) => ({
    shop_id: SHOP_ID,
    thread_id,
    customer_id,
    open,
    last_customer_message_at: instant(ago(customer)),
    last_manager_reply_at: reply === null ? null : instant(ago(reply)),
  }));
}

export function couponRows({ coupons }: SimRows, { now, tz, currency }: StandAt): object[] {
  return resolveCoupons(coupons, now, tz).map((coupon) => ({ shop_id: SHOP_ID, currency, ...coupon }));
}

export function fxRows(rows: SimRows, { now, tz, currency }: StandAt): object[] {
  const fx = fxStatusOf(actionRowsOf(rows, now, tz), { now, currency });
  return [{ shop_id: SHOP_ID, ...omit(fx, 'delta_abs', 'delta_percent', 'next_reprice_in_hours') }];
}
