/** Values and shapes that several methods share; source: SIS API v1, section 6. */

/** A decimal string with 2 places, possibly negative. Its currency is a field beside it. */
export type Money = string;
/** A signed decimal string with at most 2 places. */
export type Pct = string;
/** A local day `YYYY-MM-DD`, in the zone of its question. */
export type Day = string;
/** A moment as ISO 8601 in UTC with `Z`. */
export type Instant = string;

export const ORDER_STATUSES = ['pending', 'paid', 'stuck', 'shipped', 'completed', 'cancelled', 'refunded'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const PAYMENT_STATUSES = ['pending', 'paid', 'failed', 'refunded'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const SHIPPING_STATUSES = ['none', 'preparing', 'shipped', 'delivered'] as const;
export type ShippingStatus = (typeof SHIPPING_STATUSES)[number];

export const PRODUCT_STATUSES = ['ACTIVE', 'ARCHIVED'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export const ORDER_PRESETS = ['stuck', 'late_ship', 'payment_issues', 'awaiting_payment', 'attention'] as const;
export type OrderPreset = (typeof ORDER_PRESETS)[number];

/** Presets whose pending age may be replaced by `pending_hours`, with the age that counts otherwise (8.3.1). */
export const PRESET_PENDING_HOURS = { stuck: 6, payment_issues: 2 } as const satisfies Partial<Record<OrderPreset, number>>;

/** Local days, both inclusive, in an IANA zone. */
export interface WindowQuery {
  readonly from: Day;
  readonly to: Day;
  readonly tz: string;
}

/** Position in a list: `total` counts all matches, `shown` the items of this page. */
export interface Page {
  readonly total: number;
  readonly shown: number;
  readonly next_cursor: string | null;
}

/** The figures of a window; each is defined once, in SIS API v1, section 6. `aov` is null when no order was paid. */
export interface KpiTotals {
  readonly revenue_gross: Money;
  readonly revenue_net: Money;
  readonly orders_created: number;
  readonly orders_paid: number;
  readonly aov: Money | null;
  readonly items_sold: number;
  readonly refunds_count: number;
  readonly refunds_amount: Money;
}
