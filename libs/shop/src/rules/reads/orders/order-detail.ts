import { Decimal } from 'decimal.js';
import { ShopError } from '../../../errors';
import type { ShopAnswer } from '../../../envelope';
import { filtersHash } from '../../../filters-hash';
import { instant, instantOrNull } from '../../../instants';
import type { OrderDetailData, OrderLine } from '../../../methods/order-detail';
import type { ProductRow } from '../../../demo/seed/rows';
import { presetsOf } from './order-presets';
import { answerOf, type ReadAt } from '../read-at';
import type { ResolvedOrder } from './resolve-orders';

export function orderDetailAnswer(read: ReadAt, data: OrderDetailData): ShopAnswer<OrderDetailData> {
  return answerOf(read, data, { sources: ['orders'], filters_hash: filtersHash('orderDetail', { shop_id: read.call.shopId, order_id: data.order_id }) });
}

export function noSuchOrder(): ShopError {
  return new ShopError('NOT_FOUND', 'there is no such order', { entity: 'order' });
}

/** One visible order of rows in memory. */
export function orderDetailOf(read: ReadAt, order: ResolvedOrder, products: readonly ProductRow[]): OrderDetailData {
  const times = [order.created_at, order.paid_at, order.refunded_at, order.shipped_at, order.delivered_at, order.flagged_at];
  return {
    order_id: order.order_id,
    status: order.status,
    currency: read.call.currency,
    amount: order.amount,
    amount_gross: order.amount_gross,
    discount: order.discount,
    coupon_code: order.coupon_code,
    customer_id: order.customer_id,
    customer_phone: order.customer_phone,
    created_at: instant(order.created_at),
    updated_at: instant(new Date(Math.max(...times.map((at) => at?.getTime() ?? 0)))),
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
    flagged_by: order.flagged_by === null ? null : Number(order.flagged_by),
    presets: presetsOf(order, read.now),
    items: [...order.items].sort((a, b) => a.product_id - b.product_id).flatMap((item): OrderLine[] => {
      const product = products.find((one) => one.product_id === item.product_id);
      if (product === undefined) return [];
      const total = new Decimal(item.unit_price).times(item.qty).toFixed(2);
      return [{ product_id: item.product_id, sku: product.sku, title: product.title, qty: item.qty, unit_price: item.unit_price, line_total: total }];
    }),
  };
}
