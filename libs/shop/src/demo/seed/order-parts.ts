import { Decimal } from 'decimal.js';
import type { Anchor, OrderItemRow, OrderRow } from './rows';

export const HISTORY_DAYS = 200;
export const OLDEST_DAY = HISTORY_DAYS - 1;

const WEEKLY_EXTRA = [2, 4, 3, 1, 0, 1, 3] as const;
const SHIP_WITHIN_DAYS = 3;
const SHIPPED_AT = 11 * 60;
const DELIVERED_AT = 15 * 60;
const REFUNDED_AT = 18 * 60;

/** Generated orders of day `d`: a weekly rhythm and slow growth. */
export function ordersOfDay(d: number): number {
  return 10 + (WEEKLY_EXTRA[d % WEEKLY_EXTRA.length] ?? 0) + Math.floor((OLDEST_DAY - d) / 50);
}

/** `CUS-001` .. `CUS-200`. */
export function customerId(number: number): string {
  return `CUS-${String(number).padStart(3, '0')}`;
}

/** Numbers of the ranges that are reserved for fiction. */
export function customerPhone(number: number): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return number <= 100 ? `+4917139200${twoDigits(number - 1)}` : `+49176040690${twoDigits(number - 101)}`;
}

type Moments = Pick<
  OrderRow,
  | 'paid_day_offset'
  | 'paid_minute'
  | 'refunded_day_offset'
  | 'refunded_minute'
  | 'ship_due_day_offset'
  | 'ship_due_minute'
  | 'shipped_day_offset'
  | 'shipped_minute'
  | 'delivered_day_offset'
  | 'delivered_minute'
>;

export const NO_MOMENTS: Moments = {
  paid_day_offset: null,
  paid_minute: null,
  refunded_day_offset: null,
  refunded_minute: null,
  ship_due_day_offset: null,
  ship_due_minute: null,
  shipped_day_offset: null,
  shipped_minute: null,
  delivered_day_offset: null,
  delivered_minute: null,
};

/** Paid when it was created, due three days later. */
export function paidAt(created: Anchor): Moments {
  return {
    ...NO_MOMENTS,
    paid_day_offset: created.day,
    paid_minute: created.minute,
    ship_due_day_offset: created.day - SHIP_WITHIN_DAYS,
    ship_due_minute: created.minute,
  };
}

export function shippedOn(day: number): Partial<Moments> {
  return { shipped_day_offset: day, shipped_minute: SHIPPED_AT };
}

export function deliveredOn(day: number): Partial<Moments> {
  return { delivered_day_offset: day, delivered_minute: DELIVERED_AT };
}

export function refundedOn(day: number): Partial<Moments> {
  return { refunded_day_offset: day, refunded_minute: REFUNDED_AT };
}

export const NOT_FLAGGED = {
  flagged: false,
  flag_reason: null,
  flagged_day_offset: null,
  flagged_minute: null,
  flagged_at: null,
  flagged_by: null,
} as const;

export interface SeedLine {
  readonly productId: number;
  readonly qty: number;
}

/** The items of an order at the catalogue's prices; lines of one product are one item. */
export function itemsOf(orderId: string, lines: readonly SeedLine[], priceOf: (productId: number) => string): OrderItemRow[] {
  const quantities = new Map<number, number>();
  for (const line of lines) quantities.set(line.productId, (quantities.get(line.productId) ?? 0) + line.qty);
  return [...quantities].map(([productId, qty]) => ({ order_id: orderId, product_id: productId, qty, unit_price: priceOf(productId) }));
}

/** Percent coupons take their share, half-up to the cent; a fixed one never more than the order's worth. */
export interface SeedCoupon {
  readonly code: string;
  readonly percentOff?: number;
  readonly amountOff?: string;
}

export const COUPONS_BY_CODE: Readonly<Record<'WELCOME10' | 'VIP25' | 'SHIP5' | 'SPRING15', SeedCoupon>> = {
  WELCOME10: { code: 'WELCOME10', percentOff: 10 },
  VIP25: { code: 'VIP25', percentOff: 25 },
  SHIP5: { code: 'SHIP5', amountOff: '5.00' },
  SPRING15: { code: 'SPRING15', percentOff: 15 },
};

export function amountsOf(
  items: readonly OrderItemRow[],
  coupon: SeedCoupon | null,
): Pick<OrderRow, 'amount_gross' | 'discount' | 'amount' | 'coupon_code'> {
  const gross = items.reduce((sum, item) => sum.plus(new Decimal(item.unit_price).times(item.qty)), new Decimal(0));
  const discount = discountOf(gross, coupon);
  return {
    amount_gross: gross.toFixed(2),
    discount: discount.toFixed(2),
    amount: gross.minus(discount).toFixed(2),
    coupon_code: coupon?.code ?? null,
  };
}

function discountOf(gross: Decimal, coupon: SeedCoupon | null): Decimal {
  if (coupon?.percentOff !== undefined) return gross.times(coupon.percentOff).div(100).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  if (coupon?.amountOff !== undefined) return Decimal.min(coupon.amountOff, gross);
  return new Decimal(0);
}
