import { seedPrice, type SeedOrders } from './generate-history';
import {
  amountsOf,
  COUPONS_BY_CODE,
  customerId,
  customerPhone,
  deliveredOn,
  itemsOf,
  NO_MOMENTS,
  NOT_FLAGGED,
  paidAt,
  refundedOn,
  shippedOn,
  type SeedCoupon,
  type SeedLine,
} from './order-parts';
import type { Anchor, OrderRow } from './rows';

type State = Pick<OrderRow, 'status' | 'payment_status' | 'shipping_status'> & Partial<OrderRow>;

interface NamedOrder {
  readonly number: number;
  readonly created: Anchor | { readonly ageMinutes: number };
  readonly lines: readonly SeedLine[];
  readonly coupon?: SeedCoupon;
  readonly state: State;
}

const line = (productId: number, qty: number): SeedLine => ({ productId, qty });
const at = (day: number, hours: number, minutes = 0): Anchor => ({ day, minute: hours * 60 + minutes });
const ago = (hours: number, minutes = 0): { ageMinutes: number } => ({ ageMinutes: hours * 60 + minutes });

const PENDING: State = { status: 'pending', payment_status: 'pending', shipping_status: 'none' };
const PREPARING: State = { status: 'paid', payment_status: 'paid', shipping_status: 'preparing' };
const FLAGGED_AT = at(4, 10);

/** The orders that play a part in examples and presets (demo data, 5.2). */
const NAMED: readonly NamedOrder[] = [
  { number: 1, created: ago(3), lines: [line(5, 1), line(15, 2)], state: PENDING },
  { number: 2, created: at(1, 10, 15), lines: [line(9, 1), line(13, 1)], state: PREPARING },
  { number: 3, created: ago(30), lines: [line(17, 1)], state: { status: 'stuck', payment_status: 'failed', shipping_status: 'none' } },
  {
    number: 4,
    created: at(3, 14),
    lines: [line(1, 1), line(5, 1)],
    state: { status: 'shipped', payment_status: 'paid', shipping_status: 'shipped', ...shippedOn(2) },
  },
  { number: 5, created: ago(9), lines: [line(2, 1), line(21, 1)], state: PENDING },
  { number: 6, created: ago(0, 20), lines: [line(22, 1)], state: PENDING },
  { number: 7, created: at(5, 11, 30), lines: [line(10, 1)], state: PREPARING },
  {
    number: 8,
    created: at(6, 13),
    lines: [line(11, 1)],
    state: { status: 'refunded', payment_status: 'refunded', shipping_status: 'delivered', ...shippedOn(5), ...deliveredOn(4), ...refundedOn(2) },
  },
  { number: 9, created: at(1, 17), lines: [line(1, 1), line(21, 2)], coupon: COUPONS_BY_CODE.WELCOME10, state: PREPARING },
  {
    number: 10,
    created: at(7, 10),
    lines: [line(18, 1)],
    coupon: COUPONS_BY_CODE.WELCOME10,
    state: { ...PREPARING, flagged: true, flag_reason: 'ждём поставку', flagged_day_offset: FLAGGED_AT.day, flagged_minute: FLAGGED_AT.minute },
  },
];

export function namedOrders(): SeedOrders {
  const built = NAMED.map(buildNamed);
  return { orders: built.map((one) => one.order), items: built.flatMap((one) => one.items) };
}

function buildNamed(named: NamedOrder): { order: OrderRow; items: SeedOrders['items'] } {
  const { created, state } = named;
  const orderId = `OB-${1000 + named.number}`;
  const items = itemsOf(orderId, named.lines, seedPrice);
  const isLive = 'ageMinutes' in created;
  const order: OrderRow = {
    order_id: orderId,
    day_offset: isLive ? null : created.day,
    local_minute: isLive ? null : created.minute,
    age_minutes: isLive ? created.ageMinutes : null,
    ...amountsOf(items, named.coupon ?? null),
    customer_id: customerId(named.number),
    customer_phone: customerPhone(named.number),
    ...(isLive ? NO_MOMENTS : paidAt(created)),
    ...NOT_FLAGGED,
    ...state,
  };
  return { order, items };
}
