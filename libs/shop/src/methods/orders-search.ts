import type { Instant, Money, OrderPreset, OrderStatus, Page, PaymentStatus, ShippingStatus, WindowQuery } from './shared-types';

/** `GET /orders/search` (8.3): all filters combine with AND; newest first, then by id. */
export interface OrdersSearchQuery {
  readonly preset?: OrderPreset;
  /** 1..720; replaces the pending age of `stuck` and `payment_issues`, refused with anything else. */
  readonly pending_hours?: number;
  readonly status?: OrderStatus;
  readonly payment_status?: PaymentStatus;
  readonly shipping_status?: ShippingStatus;
  readonly flagged?: boolean;
  /** 2..64 characters: part of an order or customer id; with four digits or more also of a phone. */
  readonly q?: string;
  /** Local days on `created_at`. */
  readonly window?: WindowQuery;
  readonly include_counts?: boolean;
  /** 1..200. */
  readonly limit: number;
  /** Of an earlier page, valid 10 minutes. */
  readonly cursor?: string;
}

export interface FoundOrder {
  readonly order_id: string;
  readonly status: OrderStatus;
  readonly amount: Money;
  readonly currency: string;
  readonly created_at: Instant;
  readonly customer_id: string;
  readonly customer_phone: string | null;
  readonly payment_status: PaymentStatus | null;
  readonly paid_at: Instant | null;
  readonly shipping_status: ShippingStatus;
  readonly ship_due_at: Instant | null;
  readonly flagged: boolean;
  /** The presets that the order belongs to now, by their usual ages. */
  readonly presets: readonly OrderPreset[];
  /** Full hours since it was created. */
  readonly age_hours: number;
}

/** Over the orders that match everything except `preset`; an order without payment counts under `none`. */
export interface OrderCounts {
  readonly by_status: Readonly<Record<string, number>>;
  readonly by_payment_status: Readonly<Record<string, number>>;
  readonly by_preset: Readonly<Record<string, number>>;
}

export interface OrdersSearchData {
  readonly page: Page;
  readonly items: readonly FoundOrder[];
  /** Over all matches, not just this page. */
  readonly summary: { readonly amount: Money; readonly oldest_age_hours: number | null };
  readonly counts?: OrderCounts;
}
