import { sql } from '@ownerbot/storage';
import type { ShopAnswer } from '../../../envelope';
import { instant, instantOrNull } from '../../../instants';
import { dayOf } from '../../../local-days';
import type { OrderDetailData } from '../../../methods/order-detail';
import { noSuchOrder, orderDetailAnswer } from '../../../rules/reads/orders/order-detail';
import type { DemoRead } from '../demo-read';
import { presetsOfOrder } from './presets-sql';

type Moment = 'paid_at' | 'refunded_at' | 'ship_due_at' | 'shipped_at' | 'delivered_at' | 'flagged_at';

type OrderInRow = Omit<OrderDetailData, Moment | 'currency' | 'created_at' | 'updated_at' | 'flagged_by'> &
  Readonly<Record<Moment, Date | null>> & { readonly created_at: Date; readonly updated_at: Date; readonly flagged_by: string | null };

/** One visible order with its lines; `NOT_FOUND` for any other id. Reads only. */
export async function readOrderDetail(read: DemoRead, orderId: string): Promise<ShopAnswer<OrderDetailData>> {
  const { db, now, call } = read;
  const today = dayOf(now, call.timezone);
  const [row] = await db.query<OrderInRow>(sql.named('demo-order-detail')`
    select order_id, status, amount::text as amount, amount_gross::text as amount_gross, discount::text as discount, coupon_code, customer_id,
      customer_phone, created_at, greatest(created_at, paid_at, refunded_at, shipped_at, delivered_at, flagged_at) as updated_at,
      payment_status, paid_at, refunded_at, shipping_status, ship_due_at, shipped_at, delivered_at, flagged, flag_reason, flagged_at,
      flagged_by, ${presetsOfOrder(now)} as presets,
      (select coalesce(jsonb_agg(jsonb_build_object('product_id', i.product_id, 'sku', p.sku, 'title', p.title, 'qty', i.qty,
          'unit_price', i.unit_price::text, 'line_total', (i.qty * i.unit_price)::text) order by i.product_id), '[]')
        from demo.demo_order_items i join demo.demo_products p using (product_id) where i.order_id = o.order_id) as items
    from demo.orders_at(${now}::timestamptz, ${call.timezone}::text, ${today}::date) o
    where order_id = ${orderId}::text`);
  if (row === undefined) throw noSuchOrder();
  return orderDetailAnswer(read, orderDetail(row, read));
}

function orderDetail(row: OrderInRow, { call }: DemoRead): OrderDetailData {
  return {
    order_id: row.order_id,
    status: row.status,
    currency: call.currency,
    amount: row.amount,
    amount_gross: row.amount_gross,
    discount: row.discount,
    coupon_code: row.coupon_code,
    customer_id: row.customer_id,
    customer_phone: row.customer_phone,
    created_at: instant(row.created_at),
    updated_at: instant(row.updated_at),
    payment_status: row.payment_status,
    paid_at: instantOrNull(row.paid_at),
    refunded_at: instantOrNull(row.refunded_at),
    shipping_status: row.shipping_status,
    ship_due_at: instantOrNull(row.ship_due_at),
    shipped_at: instantOrNull(row.shipped_at),
    delivered_at: instantOrNull(row.delivered_at),
    flagged: row.flagged,
    flag_reason: row.flag_reason,
    flagged_at: instantOrNull(row.flagged_at),
    flagged_by: row.flagged_by === null ? null : Number(row.flagged_by),
    presets: row.presets,
    items: row.items,
  };
}
