import { PRODUCTS } from './catalogue';
import {
  amountsOf,
  COUPONS_BY_CODE,
  customerId,
  customerPhone,
  deliveredOn,
  itemsOf,
  NO_MOMENTS,
  NOT_FLAGGED,
  OLDEST_DAY,
  ordersOfDay,
  paidAt,
  refundedOn,
  shippedOn,
  type SeedCoupon,
  type SeedLine,
} from './order-parts';
import type { Draws } from './rnd';
import type { Anchor, OrderItemRow, OrderRow } from './rows';

const FIRST_ID = 2001;
const OPENS_AT = 9 * 60;
const OPEN_MINUTES = 780;
const LINE_COUNTS = [1, 1, 1, 1, 1, 1, 2, 2, 2, 3] as const;
const TOTAL_WEIGHT = PRODUCTS.reduce((sum, product) => sum + product.weight, 0);
const CUSTOMERS = 200;
const PRICES = new Map(PRODUCTS.map((product) => [product.product_id, product.base_price]));

export interface SeedOrders {
  readonly orders: OrderRow[];
  readonly items: OrderItemRow[];
}

/** The price of a product that sells; a product without one has no weight and is never drawn. */
export function seedPrice(productId: number): string {
  const price = PRICES.get(productId);
  if (price === undefined || price === null) throw new RangeError(`product ${productId} has no price`);
  return price;
}

/** 200 days of orders, oldest first (demo data, 5.1). None of them falls into a preset that wants attention. */
export function generateHistory(draws: Draws): SeedOrders {
  const result: SeedOrders = { orders: [], items: [] };
  for (let day = OLDEST_DAY; day >= 0; day -= 1) {
    const count = ordersOfDay(day);
    for (let j = 0; j < count; j += 1) {
      const orderId = `OB-${FIRST_ID + result.orders.length}`;
      const { order, items } = generateOrder(draws, orderId, { day, j, slot: Math.floor(OPEN_MINUTES / count) });
      result.orders.push(order);
      result.items.push(...items);
    }
  }
  return result;
}

function generateOrder(draws: Draws, orderId: string, at: { day: number; j: number; slot: number }): { order: OrderRow; items: OrderItemRow[] } {
  const key = `o/${at.day}/${at.j}`;
  const created: Anchor = { day: at.day, minute: OPENS_AT + at.j * at.slot + draws.pick(`${key}/m`, at.slot) };
  const items = itemsOf(orderId, drawLines(draws, key), seedPrice);
  const customer = 1 + draws.pick(`${key}/cu`, CUSTOMERS);
  const order: OrderRow = {
    order_id: orderId,
    day_offset: created.day,
    local_minute: created.minute,
    age_minutes: null,
    ...amountsOf(items, drawCoupon(draws, key, at.day)),
    customer_id: customerId(customer),
    customer_phone: customerPhone(customer),
    ...outcomeOf(draws.pick(`${key}/pay`, 100), created),
    ...NOT_FLAGGED,
  };
  return { order, items };
}

function drawLines(draws: Draws, key: string): SeedLine[] {
  const count = LINE_COUNTS[draws.pick(`${key}/n`, LINE_COUNTS.length)] ?? 1;
  return Array.from({ length: count }, (_, i) => ({
    productId: productAt(draws.pick(`${key}/l${i}`, TOTAL_WEIGHT)),
    qty: draws.pick(`${key}/q${i}`, 10) === 9 ? 2 : 1,
  }));
}

function productAt(share: number): number {
  let left = share;
  for (const product of PRODUCTS) {
    if (left < product.weight) return product.product_id;
    left -= product.weight;
  }
  throw new RangeError(`share ${share} lies beyond the weights`);
}

function drawCoupon(draws: Draws, key: string, day: number): SeedCoupon | null {
  const c = draws.pick(`${key}/c`, 100);
  if (c < 4) return COUPONS_BY_CODE.WELCOME10;
  if (c < 6) return COUPONS_BY_CODE.VIP25;
  if (c < 8) return COUPONS_BY_CODE.SHIP5;
  return c < 10 && day >= 60 ? COUPONS_BY_CODE.SPRING15 : null;
}

type Outcome = ReturnType<typeof paidAt> & Pick<OrderRow, 'status' | 'payment_status' | 'shipping_status'>;

function outcomeOf(r: number, created: Anchor): Outcome {
  const { day } = created;
  if (r >= 84) return { ...NO_MOMENTS, status: 'cancelled', payment_status: null, shipping_status: 'none' };
  const paid = paidAt(created);
  if (day <= 1) return { ...paid, status: 'paid', payment_status: 'paid', shipping_status: 'preparing' };
  const shipped = { ...paid, ...shippedOn(day - 1) };
  if (day <= 3) return { ...shipped, status: 'shipped', payment_status: 'paid', shipping_status: 'shipped' };
  const delivered = { ...shipped, ...deliveredOn(day - 3), shipping_status: 'delivered' as const };
  if (r < 80) return { ...delivered, status: 'completed', payment_status: 'paid' };
  return { ...delivered, ...refundedOn(day - 3), status: 'refunded', payment_status: 'refunded' };
}
