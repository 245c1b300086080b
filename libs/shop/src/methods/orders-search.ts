import { IsCounts, IsFlag, IsInstant, IsMoney, IsPart, IsParts, IsText, IsTexts, IsWhole, MayBeNull, MayLack } from '../answers/fields';
import { Page, type Instant, type Money, type OrderPreset, type OrderStatus, type PaymentStatus, type ShippingStatus, type WindowQuery } from './shared-types';

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

export class FoundOrder {
  @IsText() readonly order_id: string;
  @IsText() readonly status: OrderStatus;
  @IsMoney() readonly amount: Money;
  @IsText() readonly currency: string;
  @IsInstant() readonly created_at: Instant;
  @IsText() readonly customer_id: string;
  @MayBeNull() @IsText() readonly customer_phone: string | null;
  @MayBeNull() @IsText() readonly payment_status: PaymentStatus | null;
  @MayBeNull() @IsInstant() readonly paid_at: Instant | null;
  @IsText() readonly shipping_status: ShippingStatus;
  @MayBeNull() @IsInstant() readonly ship_due_at: Instant | null;
  @IsFlag() readonly flagged: boolean;
  /** The presets that the order belongs to now, by their usual ages. */
  @IsTexts() readonly presets: readonly OrderPreset[];
  /** Full hours since it was created. */
  @IsWhole() readonly age_hours: number;
}

/** Over the orders that match everything except `preset`; an order without payment counts under `none`. */
export class OrderCounts {
  @IsCounts() readonly by_status: Readonly<Record<string, number>>;
  @IsCounts() readonly by_payment_status: Readonly<Record<string, number>>;
  @IsCounts() readonly by_preset: Readonly<Record<string, number>>;
}

/** Over all matches, not just one page. */
export class OrdersSummary {
  @IsMoney() readonly amount: Money;
  @MayBeNull() @IsWhole() readonly oldest_age_hours: number | null;
}

export class OrdersSearchData {
  @IsPart(() => Page) readonly page: Page;
  @IsParts(() => FoundOrder) readonly items: readonly FoundOrder[];
  @IsPart(() => OrdersSummary) readonly summary: OrdersSummary;
  @MayLack() @IsPart(() => OrderCounts) readonly counts?: OrderCounts;
}
