import { Decimal } from 'decimal.js';
import { money, type OrderDetailData, type OrderLine } from '@ownerbot/shop';
import { decoded } from '../../public/decoded';
import type { SimRows } from '../../data/sim-rows';
import { SisRefusal } from '../../sis-refusal';
import { presetsOf } from '../presets';
import type { ReadEndpoint } from '../read-endpoint';
import { instantOf, isoOf, ordersAt, type OrderAt } from '../shop-at';

export const orderDetail: ReadEndpoint = {
  capability: 'orders',
  read({ sim, now, id, currency, filtersHash }) {
    const { rows } = sim.store.state();
    const wanted = decoded(id).toUpperCase();
    const row = rows.orders.find((one) => one.order_id.toUpperCase() === wanted);
    const [order] = row === undefined ? [] : ordersAt({ orders: [row], items: rows.items }, { now, tz: sim.timezone });
    if (order === undefined) throw new SisRefusal(404, 'NOT_FOUND', 'there is no such order');
    return { data: detailOf(order, { rows, now, currency }), sources: ['sis:orders'], filtersHash, asOf: now };
  },
};

function detailOf(order: OrderAt, { rows, now, currency }: { rows: SimRows; now: Date; currency: string }): OrderDetailData {
  const { row } = order;
  const moments = [order.createdAt, order.paidAt, order.refundedAt, order.shippedAt, order.deliveredAt, order.flaggedAt];
  return {
    order_id: row.order_id,
    status: row.status,
    currency,
    amount: row.amount,
    amount_gross: row.amount_gross,
    discount: row.discount,
    coupon_code: row.coupon_code,
    customer_id: row.customer_id,
    customer_phone: row.customer_phone,
    created_at: isoOf(order.createdAt),
    updated_at: isoOf(Math.max(...moments.filter((one) => one !== null))),
    payment_status: row.payment_status,
    paid_at: instantOf(order.paidAt),
    refunded_at: instantOf(order.refundedAt),
    shipping_status: row.shipping_status,
    ship_due_at: instantOf(order.shipDueAt),
    shipped_at: instantOf(order.shippedAt),
    delivered_at: instantOf(order.deliveredAt),
    flagged: row.flagged,
    flag_reason: row.flag_reason,
    flagged_at: instantOf(order.flaggedAt),
    flagged_by: row.flagged_by === null ? null : Number(row.flagged_by),
    presets: presetsOf(order, now),
    items: order.items.map((item) => lineOf(item, rows)),
  };
}

function lineOf(item: SimRows['items'][number], { products }: SimRows): OrderLine {
  const product = products.find((one) => one.product_id === item.product_id);
  return {
    product_id: item.product_id,
    sku: product?.sku ?? '',
    title: product?.title ?? '',
    qty: item.qty,
    unit_price: item.unit_price,
    line_total: money(new Decimal(item.unit_price).times(item.qty)),
  };
}
